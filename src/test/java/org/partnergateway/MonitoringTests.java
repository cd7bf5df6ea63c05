package org.partnergateway;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.Promtool;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for what is scraped, over real HTTP.
 */
@InSandbox
class MonitoringTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)(\\{[^}]*})? (\\S+)");

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final GatewayClient gateway;

	private final GatewayClient management;

	MonitoringTests(SandboxPartnerCenter partnerCenter, MovableClock clock, @LocalServerPort int port,
			@LocalManagementPort int management) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@Test
	void scrapeCountsAnswersByWhereTheyCameFrom() throws Exception {
		double fetched = value("reports_served_total", "outcome=\"fetched\"", "report=\"partner-usage\"");
		double fresh = value("reports_served_total", "outcome=\"fresh\"", "report=\"partner-usage\"");
		double failed = value("reports_served_total", "outcome=\"failed\"", "report=\"partner-deployment\"");
		this.gateway.get(USAGE);
		this.gateway.get(USAGE);
		this.gateway.get(USAGE);
		this.partnerCenter.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		this.gateway.get(DEPLOYMENT);
		assertThat(value("reports_served_total", "outcome=\"fetched\"", "report=\"partner-usage\""))
			.isEqualTo(fetched + 1);
		assertThat(value("reports_served_total", "outcome=\"fresh\"", "report=\"partner-usage\"")).isEqualTo(fresh + 2);
		assertThat(value("reports_served_total", "outcome=\"failed\"", "report=\"partner-deployment\""))
			.isEqualTo(failed + 1);
	}

	@Test
	void scrapeCountsStoredAnswersLikeAllOthers() throws Exception {
		this.gateway.get(USAGE);
		// Not 200, since the time of an answer may be noted after its last byte has come.
		String[] tags = { "uri=\"" + USAGE + "\"", "status=\"304\"" };
		double before = value("http_server_requests_seconds_count", tags);
		this.gateway.get(USAGE, "If-None-Match", "*");
		this.gateway.get(USAGE, "If-None-Match", "*");
		Awaitility.await().until(() -> value("http_server_requests_seconds_count", tags) == before + 2);
	}

	@ParameterizedTest
	@CsvSource({ "SERVER_ERROR, upstream-unavailable, false", "THROTTLED, upstream-throttled, true",
			"MALFORMED, upstream-malformed, false" })
	void scrapeTimesFetchesByHowTheyEnded(Kind kind, String outcome, boolean forAll) throws Exception {
		double before = value("partnercenter_fetch_seconds_count", "outcome=\"" + outcome + "\"",
				"report=\"partner-usage\"");
		this.partnerCenter.faults(SandboxFaults.of(kind));
		this.gateway.get(USAGE);
		assertThat(
				value("partnercenter_fetch_seconds_count", "outcome=\"" + outcome + "\"", "report=\"partner-usage\""))
			.isEqualTo(before + 1);
		assertThat(value("partnercenter_backoff_seconds", "report=\"partner-usage\"")).isPositive();
		assertThat(value("partnercenter_backoff_seconds", "report=\"customer-usage\"") > 0).isEqualTo(forAll);
	}

	@Test
	void scrapeShowsTheFiguresOfTheReports() throws Exception {
		JsonNode deployment = json(this.gateway.get(DEPLOYMENT));
		JsonNode usage = json(this.gateway.get(USAGE));
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(scrape()).contains("partnercenter_licenses_usage_percent{")
				.contains("partnercenter_licenses_sold{"));
		assertThat(deployment.get("items").size()).isPositive();
		for (JsonNode row : deployment.get("items")) {
			String[] tags = { "service=\"" + row.get("serviceName").asString() + '"',
					"channel=\"" + row.get("channel").asString() + '"' };
			assertThat(value("partnercenter_licenses_sold", tags)).isEqualTo(row.get("licensesSold").asDouble());
			assertThat(value("partnercenter_licenses_deployment_percent", tags))
				.isEqualTo(row.get("proratedDeploymentPercent").asDouble());
		}
		for (JsonNode row : usage.get("items")) {
			assertThat(value("partnercenter_licenses_usage_percent",
					"service=\"" + row.get("serviceName").asString() + '"',
					"workload=\"" + row.get("workloadName").asString() + '"',
					"channel=\"" + row.get("channel").asString() + '"'))
				.isEqualTo(row.get("proratedLicensesUsagePercent").asDouble());
		}
		// The samples are of March 2017.
		assertThat(value("partnercenter_report_age_seconds", "report=\"partner-usage\""))
			.isGreaterThan((double) Duration.ofDays(3000).toSeconds());
	}

	@Test
	void scrapeTellsOfTheTokenAndTheStore() throws Exception {
		this.gateway.get(USAGE);
		assertThat(value("partnercenter_token_expires_in_seconds")).isBetween(3000.0, 3600.0);
		assertThat(value("partnercenter_token_renewals_total", "outcome=\"ok\"")).isPositive();
		assertThat(value("partnercenter_token_renewals_total", "outcome=\"refused\"")).isNotNegative();
		assertThat(value("cache_size", "cache=\"reports\"")).isPositive();
		assertThat(value("cache_weight_bytes", "cache=\"reports\"")).isGreaterThan(1000);
		assertThat(value("cache_gets_total", "cache=\"reports\"", "result=\"miss\"")).isPositive();
		assertThat(value("resilience4j_circuitbreaker_state", "state=\"closed\"")).isOne();
		assertThat(value("jvm_memory_used_bytes", "area=\"heap\"")).isPositive();
		assertThat(value("http_client_requests_seconds_count", "uri=\"" + USAGE + "\"")).isPositive();
	}

	@Test
	void scrapeTellsHowOldTheStoredReportsAre() throws Exception {
		assertThat(value("reports_stored_age_seconds", "report=\"partner-usage\"")).isNaN();
		this.gateway.get(USAGE);
		assertThat(value("reports_stored_age_seconds", "report=\"partner-usage\"")).isBetween(0.0, 20.0);
		this.clock.advance(Duration.ofHours(2));
		assertThat(value("reports_stored_age_seconds", "report=\"partner-usage\"")).isBetween(7200.0, 7220.0);
		assertThat(value("reports_stored_age_seconds", "report=\"partner-deployment\"")).isNaN();
		assertThat(scrape()).doesNotContain("reports_stored_age_seconds{report=\"customer");
	}

	@Test
	void scrapeAfterThousandsOfOddRequestsHasAsManySeriesAsBefore() throws Exception {
		List<String> methods = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW", "TRACE");
		Set<String> before = null;
		for (int i = 0; i < 4_000; i++) {
			String path = switch (i % 6) {
				case 0 -> USAGE + "?odd=" + i;
				case 1 -> "/v1/customers/" + new UUID(0, i) + "/analytics/licenses/usage";
				case 2 -> "/v1/" + i;
				case 3 -> "/v1/analytics/commercial/usage/license?top=" + i;
				case 4 -> DEPLOYMENT + "/";
				default -> "/" + Integer.toString(i, 36) + "/v1/analytics/licenses/usage";
			};
			this.gateway.send(methods.get((i / 6) % methods.size()), path, "X-Locale",
					(i % 7 == 0) ? "xx" + i : "en-US", "User-Agent", "odd/" + i, "MS-RequestId",
					(i % 11 == 0) ? "odd" + i : UUID.randomUUID().toString());
			if (i == 1_000) {
				before = series();
			}
		}
		Set<String> after = series();
		assertThat(after.size()).isLessThan(1_000);
		assertThat(after).as("what has come since").isEqualTo(before);
	}

	@Test
	void scrapePassesPromtool() throws Exception {
		this.gateway.get(USAGE);
		this.gateway.get(DEPLOYMENT);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(scrape()).contains("partnercenter_licenses_usage_percent{"));
		List<String> complaints = Promtool.run(scrape(), "check", "metrics")
			.lines()
			// The names of libraries, which their users know.
			.filter((line) -> !line.matches("(jvm|process|system)_.*"))
			.toList();
		assertThat(complaints).isEmpty();
	}

	@Test
	void pageAboutMonitoringNamesWhatIsScrapedAndNothingElse() throws Exception {
		this.gateway.get(USAGE);
		this.gateway.get(DEPLOYMENT);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(scrape()).contains("partnercenter_licenses_usage_percent{")
				.contains("partnercenter_licenses_sold{"));
		String scrape = scrape();
		Set<String> families = Pattern.compile("(?m)^# TYPE (\\S+) ")
			.matcher(scrape)
			.results()
			.map((match) -> match.group(1))
			.filter((name) -> !name.endsWith("_max"))
			.collect(Collectors.toCollection(TreeSet::new));
		String page = Files.readString(Path.of("src/docs/monitoring.md"));
		Set<String> named = Pattern.compile("(?m)^\\| `([a-z0-9_]+)`(?:, `([a-z0-9_]+)`)* \\|")
			.matcher(page)
			.results()
			.flatMap((row) -> Pattern.compile("`([a-z0-9_]+)`").matcher(row.group()).results())
			.map((match) -> match.group(1))
			.filter(MonitoringTests::isOurs)
			.collect(Collectors.toCollection(TreeSet::new));
		// Only with a consent and only with Redis.
		named.removeAll(Set.of("partnercenter_refresh_token_age_seconds", "partnercenter_refresh_token_kept",
				"partnercenter_consent_age_seconds", "partnercenter_mfa_compliant", "cache_shared_available"));
		assertThat(families.stream().filter(MonitoringTests::isOurs)).containsExactlyInAnyOrderElementsOf(named);
	}

	private static boolean isOurs(String family) {
		return family.matches("(partnercenter|reports|cache|http)_.*");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVER_ERROR", "THROTTLED", "CUT_SHORT", "UNAUTHORIZED" })
	void healthWhenPartnerCenterFailsSaysSoAndIsUp(Kind kind) throws Exception {
		this.gateway.get(DEPLOYMENT);
		this.clock.advance(Duration.ofDays(4));
		this.partnerCenter.faults(SandboxFaults.of(kind));
		this.gateway.get(USAGE);
		int calls = this.partnerCenter.requests().size();
		HttpResponse<byte[]> response = this.management.get("/actuator/health");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode component = json(response).get("components").get("partnerCenter");
		assertThat(component.get("status").asString()).isEqualTo("UP");
		JsonNode details = component.get("details");
		assertThat(details.get("failing").asBoolean()).isTrue();
		assertThat(details.get("lastSuccess").asString()).isNotEmpty();
		assertThat(details.get("lastFailure").get("report").asString()).isEqualTo("partner-usage");
		assertThat(details.get("lastFailure").get("outcome").asString()).startsWith("upstream-");
		assertThat(details.get("backOffSeconds").get("partner-usage").asLong()).isPositive();
		for (String group : List.of("liveness", "readiness")) {
			assertThat(json(this.management.get("/actuator/health/" + group)).toString())
				.isEqualTo("{\"status\":\"UP\"}");
		}
		assertThat(this.partnerCenter.requests()).hasSize(calls);
	}

	private String scrape() throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.management.get("/actuator/prometheus");
		assertThat(response.statusCode()).isEqualTo(200);
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	private Set<String> series() throws IOException, InterruptedException {
		return SAMPLE.matcher(scrape())
			.results()
			.map((sample) -> sample.group(1) + sample.group(2))
			.filter((name) -> name.matches("(partnercenter|reports|cache|http|resilience4j)_.*"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private double value(String name, String... tags) throws IOException, InterruptedException {
		return SAMPLE.matcher(scrape())
			.results()
			.filter((sample) -> sample.group(1).equals(name))
			.filter((sample) -> List.of(tags).stream().allMatch((tag) -> String.valueOf(sample.group(2)).contains(tag)))
			.map((MatchResult sample) -> sample.group(3))
			.mapToDouble(Double::parseDouble)
			.sum();
	}

}
