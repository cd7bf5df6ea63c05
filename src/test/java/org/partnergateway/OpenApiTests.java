package org.partnergateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.harness.Cultures;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.openapi.ApiDescription;
import org.partnergateway.openapi.ApiOperation;
import org.partnergateway.openapi.Conformance;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;

/**
 * Compares the description of the gateway with what the gateway answers, in both
 * directions.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "callers.authentication=jwt-or-api-key",
				"callers.rate-limit.requests=50", "callers.rate-limit.failed-attempts=10",
				"callers.cors.allowed-origins=https://reports.contoso.com", "partner-center.attempt-timeout=1s",
				"partner-center.deadline=4s" })
@ActiveProfiles("sandbox")
@Import(MovableClock.Wiring.class)
class OpenApiTests {

	private static final String STATUS = "/v1/status";

	private static final String ORIGIN = "https://reports.contoso.com";

	private static final String KEY = "5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c";

	// A defect, and an instant on the way down: neither can be asked for.
	private static final Set<String> NOT_PROVOKED = Set.of("default internal-error", "503 unavailable");

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	private static final IdentityProvider SILENT_PROVIDER = IdentityProvider.stopped();

	private static final AtomicInteger cultures = new AtomicInteger();

	@TempDir
	static Path directory;

	private final RequestMappingHandlerMapping mappings;

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final ManualTime callersTime;

	private final GatewayClient gateway;

	private final ApiDescription api;

	OpenApiTests(RequestMappingHandlerMapping mappings, SandboxPartnerCenter partnerCenter, MovableClock clock,
			ManualTime callersTime, @LocalServerPort int port) throws Exception {
		this.mappings = mappings;
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.callersTime = callersTime;
		this.gateway = new GatewayClient(port);
		this.api = ApiDescription.of(this.gateway.get("/v3/api-docs").body());
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.US_ASCII));
		Path keys = Files.writeString(directory.resolve("api-keys"), "reports:" + HexFormat.of().formatHex(digest));
		registry.add("callers.api-keys-file", () -> keys);
		registry.add("callers.jwt.issuers", SILENT_PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> IdentityProvider.AUDIENCE);
	}

	@AfterAll
	static void stop() {
		PROVIDER.close();
	}

	static Stream<String> operations() {
		return ApiDescription.written().operations().stream().filter(ApiOperation::isReport).map(ApiOperation::id);
	}

	// Of the sandbox.
	private static final String FORMER_CUSTOMER = "5f0c0a4e-92c9-4a5e-9a0b-7c1d5b1e2f30";

	@BeforeEach
	void recover() {
		this.partnerCenter.reset();
		// The very first call is slow, and may fail within these short timeouts.
		await().until(() -> {
			passBackOff();
			return get(USAGE, "X-Locale", newCulture()).statusCode() == 200;
		});
	}

	@Test
	void pathsAndMethodsAreThoseThatAreMapped() {
		Set<String> mapped = this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((mapping) -> mapping.getValue().getBeanType().getPackageName().startsWith("org.partnergateway"))
			.flatMap((mapping) -> mapping.getKey()
				.getMethodsCondition()
				.getMethods()
				.stream()
				.flatMap((method) -> mapping.getKey().getPatternValues().stream().map((path) -> method + " " + path)))
			.collect(Collectors.toSet());
		Set<String> reports = Arrays.stream(LicenseReport.values())
			.map((report) -> "GET " + report.path())
			.collect(Collectors.toSet());
		assertThat(this.api.operations())
			.extracting((operation) -> operation.method().toUpperCase(Locale.ROOT) + " " + operation.path())
			.containsExactlyInAnyOrderElementsOf(mapped)
			.containsAll(reports)
			.hasSize(reports.size() + 1);
	}

	@ParameterizedTest
	@MethodSource("operations")
	void answersAreDescribedAndWhatIsDescribedIsAnswered(String id) throws Exception {
		ApiOperation operation = this.api.operation(id);
		Conformance conformance = new Conformance(operation);
		String path = path(operation);
		expectReports(conformance, path);
		expectRefusals(conformance, path);
		if (path.contains("/customers/")) {
			String customer = this.partnerCenter.customerIds().getFirst();
			conformance.expectProblem(400, "invalid-customer-id", get(path.replace(customer, "contoso")));
			conformance.expectProblem(403, "customer-forbidden", get(path.replace(customer, FORMER_CUSTOMER)));
			conformance.expectProblem(404, "not-found", get(path.replace(customer, UUID.randomUUID().toString())));
		}
		if (path.contains("/commercial/")) {
			conformance.expectProblem(400, "invalid-parameter", get(path + "?top=0"));
		}
		expectFailures(conformance, path);
		assertThat(conformance.unseen()).containsExactlyInAnyOrderElementsOf(NOT_PROVOKED);
	}

	@Test
	void statusIsDescribedAndWhatIsDescribedIsAnswered() throws Exception {
		Conformance conformance = new Conformance(this.api.operation("getStatus"));
		conformance.expectReport(200, get(STATUS));
		expectRefusals(conformance, STATUS);
		conformance.expectReport(200, get(STATUS));
		assertThat(conformance.unseen()).containsExactlyInAnyOrderElementsOf(NOT_PROVOKED);
	}

	@Test
	void pagesOfOtherOriginsMaySendAndReadWhatIsDescribed() throws Exception {
		// What a browser sends by itself, or lets a page read anyway, or no page asks
		// for.
		Set<String> others = Set.of("accept-encoding", "cache-control", "vary", "allow");
		Set<String> sent = new TreeSet<>(Set.of("authorization", "x-api-key"));
		Set<String> read = new TreeSet<>();
		for (ApiOperation operation : this.api.operations()) {
			operation.parameters()
				.stream()
				.filter((parameter) -> parameter.get("in").asString().equals("header"))
				.forEach((parameter) -> sent.add(parameter.get("name").asString().toLowerCase(Locale.ROOT)));
			operation.statuses()
				.forEach((status) -> operation.headers(status)
					.keySet()
					.forEach((name) -> read.add(name.toLowerCase(Locale.ROOT))));
		}
		sent.removeAll(others);
		read.removeAll(others);
		HttpResponse<byte[]> preflight = this.gateway.send("OPTIONS", USAGE, "Origin", ORIGIN,
				"Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", String.join(",", sent));
		assertThat(preflight.statusCode()).isEqualTo(200);
		assertThat(header(get(USAGE, "Origin", ORIGIN), "Access-Control-Expose-Headers").toLowerCase(Locale.ROOT)
			.split(", ")).containsExactlyInAnyOrderElementsOf(read);
	}

	@Test
	void documentIsServedAsItIsWritten() throws Exception {
		assertThat(this.api.root()).isEqualTo(ApiDescription.written().root());
		assertThat(YAMLMapper.shared().readTree(this.gateway.get("/v3/api-docs.yaml").body()))
			.isEqualTo(this.api.root());
	}

	private void expectReports(Conformance conformance, String path) throws Exception {
		String culture = newCulture();
		conformance.expectReport(200, get(path, "X-Locale", culture));
		conformance.expectReport(200, get(path, "X-Locale", culture, "Origin", ORIGIN));
		HttpResponse<byte[]> head = send("HEAD", path, "X-Locale", culture);
		assertThat(head.headers().map().keySet()).isEqualTo(get(path, "X-Locale", culture).headers().map().keySet());
		conformance.expectReport(304, get(path, "X-Locale", culture, "If-None-Match", header(head, "ETag")));
		this.clock.advance(Duration.ofHours(1));
		this.partnerCenter.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		HttpResponse<byte[]> stale = get(path, "X-Locale", culture);
		assertThat(header(stale, "Cache-Status")).contains("ttl=-");
		conformance.expectReport(200, stale);
		recoverFromFailure();
	}

	private void expectRefusals(Conformance conformance, String path) throws Exception {
		conformance.expectProblem(400, "invalid-header", get(path, "MS-RequestId", "nonsense"));
		conformance.expectProblem(400, "invalid-request", get(path + "%00"));
		conformance.expectProblem(431, "head-too-large", get(path + "?ignored=" + "x".repeat(33_000)));
		conformance.expectProblem(401, "unauthenticated", this.gateway.get(path));
		conformance.expectProblem(401, "unauthenticated", this.gateway.get(path, "X-Api-Key", "wrong"));
		conformance.expectProblem(403, "forbidden", getWithToken(PROVIDER, "curious", "other", path));
		conformance.expectProblem(404, "no-such-path", get(path + "/nonsense"));
		conformance.expectProblem(405, "method-not-allowed", send("POST", path));
		conformance.expectProblem(406, "not-acceptable", get(path, "Accept", "text/html"));
		for (int i = 0; i < 50; i++) {
			this.gateway.send("HEAD", path, "X-Api-Key", KEY, "If-None-Match", "*");
		}
		conformance.expectProblem(429, "rate-limited", this.gateway.get(path, "X-Api-Key", KEY));
		for (int i = 0; i < 10; i++) {
			this.gateway.get(path, "X-Api-Key", "guess-" + i);
		}
		conformance.expectProblem(429, "too-many-failures", this.gateway.get(path));
		conformance.expectProblem(503, "identity-provider-unavailable",
				getWithToken(SILENT_PROVIDER, "early", "licenses.read", path));
	}

	private void expectFailures(Conformance conformance, String path) throws Exception {
		expectFailure(conformance, 503, "upstream-throttled",
				SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofMinutes(1)), path);
		expectFailure(conformance, 503, "upstream-unavailable", SandboxFaults.of(Kind.SERVER_ERROR), path);
		expectFailure(conformance, 400, "question-rejected", SandboxFaults.of(Kind.SERVER_ERROR).withStatus(400), path);
		expectFailure(conformance, 502, "upstream-rejected", SandboxFaults.of(Kind.SERVER_ERROR).withStatus(409), path);
		expectFailure(conformance, 502, "upstream-credentials", SandboxFaults.of(Kind.APP_ONLY), path);
		expectFailure(conformance, 502, "upstream-malformed", SandboxFaults.of(Kind.MALFORMED), path);
		expectFailure(conformance, 504, "upstream-timeout", SandboxFaults.of(Kind.HANG), path);
	}

	private void expectFailure(Conformance conformance, int status, String example, SandboxFaults faults, String path)
			throws Exception {
		this.partnerCenter.faults(faults);
		conformance.expectProblem(status, example, get(path, "X-Locale", newCulture()));
		recoverFromFailure();
	}

	/**
	 * Passes the back-off, but not the memory of the failure, so that one attempt is
	 * made.
	 */
	private void recoverFromFailure() {
		this.partnerCenter.reset();
		this.clock.advance(Duration.ofMinutes(6));
	}

	private String path(ApiOperation operation) {
		return operation.path().replace("{customer-id}", this.partnerCenter.customerIds().getFirst());
	}

	/**
	 * Asks as a caller who has not asked before in this period.
	 */
	private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
		this.callersTime.advance(Duration.ofMinutes(1));
		List<String> all = new ArrayList<>(List.of("X-Api-Key", KEY));
		all.addAll(List.of(headers));
		return this.gateway.send(method, path, all.toArray(String[]::new));
	}

	private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		return send("GET", path, headers);
	}

	private HttpResponse<byte[]> getWithToken(IdentityProvider provider, String subject, String scope, String path)
			throws Exception {
		this.callersTime.advance(Duration.ofMinutes(1));
		String token = provider.token((claims) -> claims.subject(subject).claim("scp", scope));
		return this.gateway.get(path, "Authorization", "Bearer " + token);
	}

	private void passBackOff() {
		this.clock.advance(Duration.ofHours(1));
	}

	/**
	 * A culture for which nothing is stored.
	 */
	private static String newCulture() {
		return Cultures.get(cultures.getAndIncrement());
	}

	/**
	 * Gives the front door a time that tests move.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Wiring {

		@Bean
		ManualTime manualTime() {
			return new ManualTime();
		}

	}

}
