package org.partnergateway;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.PromQl;
import org.partnergateway.harness.Promtool;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for what rules, dashboard and documents ask Prometheus: there has to be an
 * answer. They share the gateway of {@link MonitoringTests}.
 */
@InSandbox
class WatchedMetricsTests {

	private static final Path FILES = Path.of("helm", "partner-license-gateway", "files");

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{([^}]*)})? ");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private static final Pattern EXAMPLE = Pattern.compile("(?s)```promql\n(.+?)```");

	private static final String RECORDED = "partner_license_gateway:";

	// Prometheus' own, only with a consent, and only with Redis.
	private static final Set<String> ELSEWHERE = Set.of("up", "partnercenter_refresh_token_age_seconds",
			"partnercenter_refresh_token_kept", "partnercenter_consent_age_seconds", "partnercenter_mfa_compliant",
			"cache_shared_available");

	// What Prometheus adds, and the bounds of buckets.
	private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod", "service", "le");

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final GatewayClient gateway;

	private final GatewayClient management;

	@TempDir
	private Path directory;

	WatchedMetricsTests(SandboxPartnerCenter partnerCenter, MovableClock clock, @LocalServerPort int port,
			@LocalManagementPort int management) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@BeforeEach
	void reset() throws Exception {
		this.gateway.get(USAGE);
		this.gateway.get(DEPLOYMENT);
		this.clock.advance(Duration.ofDays(4));
		this.partnerCenter.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		this.gateway.get(USAGE);
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> series().keySet()
				.containsAll(Set.of("partnercenter_licenses_usage_percent", "partnercenter_licenses_sold")));
	}

	@ParameterizedTest
	@MethodSource("sources")
	void metricsAreScrapedOrRecorded(String source, List<String> expressions) throws Exception {
		Set<String> scraped = series().keySet();
		List<String> recorded = recorded();
		assertThat(expressions).as(source)
			.isNotEmpty()
			.flatExtracting((expression) -> new PromQl(expression).metrics())
			.isNotEmpty()
			.allMatch((name) -> scraped.contains(name) || recorded.contains(name) || ELSEWHERE.contains(name));
	}

	@ParameterizedTest
	@MethodSource("sources")
	void labelsAreThoseOfTheMetrics(String source, List<String> expressions) throws Exception {
		Map<String, List<Map<String, String>>> series = series();
		assertThat(expressions).as(source).allSatisfy((expression) -> {
			PromQl query = new PromQl(expression);
			List<Map<String, String>> some = query.metrics()
				.stream()
				.flatMap((name) -> series.getOrDefault(name, List.of()).stream())
				.toList();
			assertThat(query.groupings())
				.allMatch((label) -> ADDED.contains(label) || some.stream().anyMatch((one) -> one.containsKey(label)));
			assertThat(query.matchers())
				.filteredOn((matcher) -> !ADDED.contains(matcher.label()) && series.containsKey(matcher.metric()))
				.allSatisfy((matcher) -> assertThat(series.get(matcher.metric())).anyMatch((one) -> {
					String value = one.get(matcher.label());
					// Not every status occurs here.
					return value != null
							&& (matcher.label().equals("status") || !matcher.wants() || matcher.matches(value));
				}));
		});
	}

	@ParameterizedTest
	@MethodSource("sources")
	void whatIsScrapedIsAskedOfTheGatewayAlone(String source, List<String> expressions) {
		assertThat(expressions).as(source).allSatisfy((expression) -> {
			PromQl query = new PromQl(expression);
			long asked = query.metrics().stream().filter((name) -> !name.startsWith(RECORDED)).count();
			assertThat(query.matchers()).filteredOn((matcher) -> matcher.label().equals("job"))
				.hasSize((int) asked)
				.allMatch((matcher) -> matcher.value().equals("partner-license-gateway"));
		});
	}

	@ParameterizedTest
	@MethodSource("sources")
	void expressionsPassPromtool(String source, List<String> expressions) throws Exception {
		StringBuilder rules = new StringBuilder("groups: [{name: " + source + ", rules: [\n");
		for (int i = 0; i < expressions.size(); i++) {
			rules.append("{record: 'a:b:").append(i).append("', expr: '");
			rules.append(expressions.get(i).replace("$__rate_interval", "5m").replace('\n', ' ')).append("'},\n");
		}
		Path file = Files.writeString(this.directory.resolve("rules.yaml"), rules.append("]}]\n"));
		assertThat(Promtool.run("", "check", "rules", file.toString()))
			.contains("SUCCESS: %d rules".formatted(expressions.size()))
			.doesNotContain("FAILED");
	}

	@Test
	void dashboardHasNoPanelWithoutAQueryAndNoIdTwice() throws Exception {
		JsonNode panels = dashboard().get("panels");
		assertThat(panels.valueStream().map((panel) -> panel.get("id").asInt())).doesNotHaveDuplicates()
			.hasSizeGreaterThan(20);
		assertThat(panels.valueStream().filter((panel) -> !panel.get("type").asString().equals("row"))).isNotEmpty()
			.allSatisfy((panel) -> {
				assertThat(panel.get("targets").size()).isPositive();
				assertThat(panel.get("description").asString()).endsWith(".");
			});
	}

	static List<Object[]> sources() throws IOException {
		return List.of(new Object[] { "rules", rules("expr") }, new Object[] { "dashboard", queries(dashboard()) },
				new Object[] { "monitoring", examples("src/docs/monitoring.md") },
				new Object[] { "runbook", examples("src/docs/runbook.md") });
	}

	private static List<String> recorded() throws IOException {
		return rules("record");
	}

	@SuppressWarnings("unchecked")
	private static List<String> rules(String key) throws IOException {
		Map<String, List<Map<String, Object>>> rules = new Yaml().load(Files.readString(FILES.resolve("rules.yaml")));
		return Objects.requireNonNull(rules.get("groups"))
			.stream()
			.flatMap((group) -> ((List<Map<String, String>>) Objects.requireNonNull(group.get("rules"))).stream())
			.map((rule) -> rule.getOrDefault(key, ""))
			.filter((value) -> !value.isEmpty())
			.toList();
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(FILES.resolve("dashboard.json")));
	}

	private static List<String> queries(JsonNode dashboard) {
		List<String> queries = new ArrayList<>();
		dashboard.findValues("expr").forEach((query) -> queries.add(query.asString()));
		return queries;
	}

	private static List<String> examples(String document) throws IOException {
		return EXAMPLE.matcher(Files.readString(Path.of(document)))
			.results()
			.flatMap((example) -> example.group(1).lines())
			.toList();
	}

	private Map<String, List<Map<String, String>>> series() throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.management.get("/actuator/prometheus");
		Map<String, List<Map<String, String>>> series = new HashMap<>();
		for (MatchResult sample : SAMPLE.matcher(new String(response.body(), StandardCharsets.UTF_8))
			.results()
			.toList()) {
			Map<String, String> labels = new HashMap<>();
			LABEL.matcher(Objects.requireNonNullElse(sample.group(2), ""))
				.results()
				.forEach((label) -> labels.put(label.group(1), label.group(2)));
			series.computeIfAbsent(sample.group(1), (_) -> new ArrayList<>()).add(labels);
		}
		return series;
	}

}
