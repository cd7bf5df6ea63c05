package org.partnergateway;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;

/**
 * Tests for the fast path: that it is taken, that nobody can tell, and that nobody takes
 * it who may not. A request that is traced takes the usual path, to which it is compared.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.prometheus.metrics.export.enabled=true",
				"callers.authentication=jwt-or-api-key", "callers.rate-limit.requests=40",
				"callers.rate-limit.failed-attempts=3", "reports.keep-warm=false",
				"callers.cors.allowed-origins=https://reports.contoso.com" })
@ActiveProfiles("sandbox")
@Import({ MovableClock.Wiring.class, FastPathTests.Wiring.class })
class FastPathTests {

	private static final String ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private static final String OTHER_ID = "6492b9d6-5629-429b-934c-040b1946e760";

	private static final String KEY = "5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c";

	private static final String CUSTOMER_USAGE = "/v1/customers/11111111-2222-4333-8444-555555555555/analytics/licenses/usage";

	private static final String COMMERCIAL_USAGE = "/v1/analytics/commercial/usage/license?top=3&skip=1";

	private static final List<String> TRACED = List.of("traceparent",
			"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	private static final AtomicInteger subjects = new AtomicInteger();

	@TempDir
	static Path directory;

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final ManualTime time;

	private final UsualPath usualPath;

	private final GatewayClient gateway;

	private final GatewayClient management;

	FastPathTests(SandboxPartnerCenter partnerCenter, MovableClock clock, ManualTime time, UsualPath usualPath,
			@LocalServerPort int port, @LocalManagementPort int management) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.time = time;
		this.usualPath = usualPath;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		writeKeys("reports:" + sha256(KEY));
		registry.add("callers.api-keys-file", FastPathTests::keys);
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> IdentityProvider.AUDIENCE);
	}

	@AfterAll
	static void stop() {
		PROVIDER.close();
	}

	@BeforeEach
	void reset() throws Exception {
		this.partnerCenter.reset();
		this.clock.advance(Duration.ofDays(4));
		this.time.advance(Duration.ofMinutes(2));
	}

	@ParameterizedTest
	@MethodSource
	void getOnTheFastPathIsAnsweredAsOnTheUsualPath(String path, List<String> headers) throws Exception {
		for (Supplier<List<String>> credential : credentials()) {
			for (String method : List.of("GET", "HEAD")) {
				List<String> presented = credential.get();
				List<String> request = joined(joined(presented, headers),
						List.of("MS-RequestId", ID, "MS-CorrelationId", OTHER_ID));
				// Stores the report, and makes the caller known.
				assertThat(send("GET", path, presented).statusCode()).isEqualTo(200);
				send(method, path, request);
				this.clock.advance(Duration.ofSeconds(7));
				HttpResponse<byte[]> whole = onTheUsualPath(() -> send(method, path, joined(request, TRACED)));
				HttpResponse<byte[]> brief = onTheFastPath(() -> send(method, path, request));
				assertThat(brief.statusCode()).isEqualTo(whole.statusCode());
				assertThat(brief.body()).isEqualTo(whole.body());
				assertThat(left(brief)).isEqualTo(left(whole) - 1);
				assertThat(comparable(brief)).isEqualTo(comparable(whole));
				assertThat(header(brief, "Cache-Status")).startsWith("partner-license-gateway; hit; ttl=8");
			}
		}
	}

	static Stream<Arguments> getOnTheFastPathIsAnsweredAsOnTheUsualPath() {
		List<List<String>> variants = List.of(List.of(), List.of("Accept-Encoding", "gzip"),
				List.of("If-None-Match", "*"), List.of("If-None-Match", "*", "Accept-Encoding", "gzip"),
				List.of("If-None-Match", "\"another\""), List.of("Accept", "application/json", "X-Locale", "en-US"),
				List.of("Accept", "application/json, text/plain, */*", "X-Locale", "en-us,en-US"),
				List.of("Origin", "https://reports.contoso.com"), List.of("Origin", "https://elsewhere.example"),
				List.of("MS-CV", "f0trvmq8mEScHcFS.1"));
		return Stream
			.of(Stream.of(USAGE, DEPLOYMENT)
				.flatMap((path) -> variants.stream().map((headers) -> Arguments.of(path, headers))),
					Stream
						.of(CUSTOMER_USAGE, CUSTOMER_USAGE.replace("usage", "deployment"), COMMERCIAL_USAGE,
								COMMERCIAL_USAGE.replace("usage", "deployment"), USAGE + "?ignored=1",
								"/partner" + COMMERCIAL_USAGE)
						.map((path) -> Arguments.of(path, List.<String>of())))
			.flatMap((arguments) -> arguments);
	}

	@ParameterizedTest
	@CsvSource({ "11, PT16M, THROTTLED, stale", "12, PT31M, THROTTLED, stale", "13, PT71H, THROTTLED, stale",
			"14, PT16M, HANG, refreshing" })
	void getWhenStaleWithNothingToStartIsAnsweredAsOnTheUsualPath(int top, Duration age, Kind kind, String outcome)
			throws Exception {
		String path = "/v1/analytics/commercial/usage/license?top=" + top;
		String tags = "outcome=\"" + outcome + "\",report=\"commercial-usage\"";
		List<String> request = joined(token(), List.of("MS-RequestId", ID, "MS-CorrelationId", OTHER_ID));
		know(path, request);
		this.clock.advance(age);
		this.partnerCenter.faults(SandboxFaults.of(kind).withRetryAfter(Duration.ofMinutes(10)));
		// Starts a fetch, and may wait for its end.
		onTheUsualPath(() -> send("GET", path, request));
		double before = value("reports_served_total", tags);
		Awaitility.await().until(() -> {
			onTheFastPath(() -> send("GET", path, request));
			return value("reports_served_total", tags) > before;
		});
		double served = value("reports_served_total", tags);
		HttpResponse<byte[]> whole = onTheUsualPath(() -> send("GET", path, joined(request, TRACED)));
		HttpResponse<byte[]> brief = onTheFastPath(() -> send("GET", path, request));
		assertThat(brief.statusCode()).isEqualTo(whole.statusCode()).isEqualTo(200);
		assertThat(brief.body()).isEqualTo(whole.body());
		assertThat(left(brief)).isEqualTo(left(whole) - 1);
		assertThat(comparable(brief)).isEqualTo(comparable(whole));
		assertThat(header(brief, "Cache-Status")).startsWith("partner-license-gateway; hit; ttl=-");
		assertThat(value("reports_served_total", tags)).isEqualTo(served + 2);
	}

	@Test
	void getOnTheFastPathIsCounted() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		double served = value("reports_served_total", "outcome=\"fresh\",report=\"partner-usage\"");
		double hits = value("cache_gets_total", "result=\"hit\"");
		double misses = value("cache_gets_total", "result=\"miss\"");
		onTheFastPath(() -> send("GET", USAGE, caller));
		onTheUsualPath(() -> send("GET", USAGE, joined(caller, TRACED)));
		assertThat(value("reports_served_total", "outcome=\"fresh\",report=\"partner-usage\"")).isEqualTo(served + 2);
		assertThat(value("cache_gets_total", "result=\"hit\"")).isEqualTo(hits + 2);
		assertThat(value("cache_gets_total", "result=\"miss\"")).isEqualTo(misses);
	}

	@Test
	void getOnTheFastPathIsTimedAsOnTheUsualPath() throws Exception {
		List<String> caller = token();
		know(CUSTOMER_USAGE, caller);
		// An answer is timed when the last of its bytes is on its way, so the end of
		// those
		// before is not known: nothing else here is answered like this.
		List<String> request = joined(caller, List.of("If-None-Match", "*"));
		String tags = "status=\"304\",uri=\"/v1/customers/{customer-id}/analytics/licenses/usage\"";
		double before = value("http_server_requests_seconds_count", tags);
		onTheFastPath(() -> send("GET", CUSTOMER_USAGE, request));
		Awaitility.await().until(() -> value("http_server_requests_seconds_count", tags) == before + 1);
		onTheUsualPath(() -> send("GET", CUSTOMER_USAGE, joined(request, TRACED)));
		Awaitility.await().until(() -> value("http_server_requests_seconds_count", tags) == before + 2);
	}

	@Test
	void getWhenRefusedIsNoHit() throws Exception {
		know(USAGE, token());
		double hits = value("cache_gets_total", "result=\"hit\"");
		for (List<String> refused : List.of(List.<String>of(), List.of("X-Api-Key", "guess"))) {
			assertThat(send("GET", USAGE, refused).statusCode()).isEqualTo(401);
		}
		assertThat(value("cache_gets_total", "result=\"hit\"")).isEqualTo(hits);
	}

	@Test
	void getWhenNothingIsAtHandTakesOneRequest() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		long left = left(send("GET", USAGE, caller));
		HttpResponse<byte[]> fetched = onTheUsualPath(() -> send("GET", COMMERCIAL_USAGE + "&groupby=channel", caller));
		assertThat(left(fetched)).isEqualTo(left - 1);
		assertThat(left(send("GET", USAGE, caller))).isEqualTo(left - 2);
	}

	@Test
	void getWithoutIdsGetsNewOnesEachTime() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		HttpResponse<byte[]> first = onTheFastPath(() -> send("GET", USAGE, caller));
		HttpResponse<byte[]> second = onTheFastPath(() -> send("GET", USAGE, caller));
		assertThat(List.of(header(first, "MS-RequestId"), header(first, "MS-CorrelationId"),
				header(second, "MS-RequestId"), header(second, "MS-CorrelationId")))
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
	}

	@Test
	void getWithTheTokenOfAPersonInManyGroupsTakesEitherWay() throws Exception {
		List<String> groups = Stream.generate(() -> UUID.randomUUID().toString()).limit(200).toList();
		List<String> caller = List.of("Authorization", "Bearer " + PROVIDER
			.token((claims) -> claims.subject("many" + subjects.incrementAndGet()).claim("groups", groups)));
		assertThat(caller.getLast()).hasSizeGreaterThan(10_000);
		know(USAGE, caller);
		assertThat(onTheFastPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "OPTIONS", "DELETE", "BREW" })
	void sendWithAnotherMethodTakesTheUsualPath(String method) throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		onTheUsualPath(() -> send(method, USAGE, caller));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/V1/analytics/licenses/usage", "//v1/analytics/licenses/usage",
			"/v1/analytics/licenses/usage/", "/v1/analytics/licenses/%75sage", "/v1/analytics/licenses/usages",
			"/v1/customers/nonsense/analytics/licenses/usage",
			"/v1/customers/11111111-2222-4333-8444-55555555555g/analytics/licenses/usage",
			"/v1/analytics/commercial/usage/license?top=nonsense" })
	void getByAnotherPathTakesTheUsualPath(String path) throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		long left = left(send("GET", USAGE, caller));
		onTheUsualPath(() -> send("GET", path, caller));
		// Whichever way, it counts once, if it comes as far as that.
		assertThat(left(send("GET", USAGE, caller))).isBetween(left - 2, left - 1);
	}

	@ParameterizedTest
	@MethodSource
	void getWithAnythingToRefuseTakesTheUsualPath(List<String> headers) throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		HttpResponse<byte[]> refused = onTheUsualPath(() -> send("GET", USAGE, joined(caller, headers)));
		assertThat(refused.statusCode()).isBetween(400, 406);
	}

	static Stream<List<String>> getWithAnythingToRefuseTakesTheUsualPath() {
		return Stream.of(List.of("MS-RequestId", "nonsense"), List.of("MS-CorrelationId", "-"),
				List.of("X-Locale", "nonsense!"), List.of("Accept", "text/html"), List.of("Accept", "*/*;q=0"),
				List.of("Authorization", "Bearer another"), List.of("X-Api-Key", "another"));
	}

	@ParameterizedTest
	@MethodSource
	void getWithCredentialThatWasNeverAcceptedNeverTakesIt(List<String> headers) throws Exception {
		know(USAGE, token());
		for (int i = 0; i < 3; i++) {
			this.time.advance(Duration.ofMinutes(2));
			HttpResponse<byte[]> refused = onTheUsualPath(() -> send("GET", USAGE, headers));
			assertThat(refused.statusCode()).isIn(401, 403);
		}
	}

	static Stream<List<String>> getWithCredentialThatWasNeverAcceptedNeverTakesIt() {
		String valid = PROVIDER.token((claims) -> claims.subject("valid"));
		return Stream.of(List.of(), List.of("Authorization", "Bearer " + valid.substring(0, valid.length() - 2)),
				List.of("Authorization", "Bearer " + PROVIDER.tokenOfUnknownKey()),
				List.of("Authorization", "Bearer " + PROVIDER.token((claims) -> claims.claim("scp", "another"))),
				List.of("Authorization",
						"Bearer " + PROVIDER
							.token((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))),
				List.of("X-Api-Key", "a-wrong-key"), List.of("X-Api-Key", sha256(KEY)));
	}

	@Test
	void getWhenRefreshIsToBeStartedTakesTheUsualPath() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		this.clock.advance(Duration.ofMinutes(15));
		onTheFastPath(() -> send("GET", USAGE, caller));
		this.clock.advance(Duration.ofMillis(1));
		HttpResponse<byte[]> refreshing = onTheUsualPath(() -> send("GET", USAGE, caller));
		assertThat(header(refreshing, "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=-1");
	}

	@Test
	void getWithCredentialThatWasNeverSeenTakesIt() throws Exception {
		know(USAGE, token());
		for (Supplier<List<String>> credential : credentials()) {
			List<String> caller = credential.get();
			assertThat(onTheFastPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void getWhenLongAcceptedIsLookedIntoAgain() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		this.time.advance(Duration.ofSeconds(61));
		assertThat(onTheFastPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenTokenExpiredWithinTheSkewIsAnswered() throws Exception {
		List<String> caller = token(Instant.now().minusSeconds(20));
		know(USAGE, caller);
		assertThat(onTheFastPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenKeyIsTakenAwayIsRefusedSoon() throws Exception {
		List<String> caller = List.of("X-Api-Key", "another-key");
		writeKeys("reports:" + sha256(KEY) + "\nother:" + sha256("another-key"));
		awaitStatus(caller, 200);
		// Forgets what failed until the key was known.
		this.time.advance(Duration.ofMinutes(1));
		know(USAGE, caller);
		onTheFastPath(() -> send("GET", USAGE, caller));
		writeKeys("reports:" + sha256(KEY));
		awaitStatus(caller, 401);
	}

	private void awaitStatus(List<String> caller, int status) {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
			this.time.advance(Duration.ofMillis(1));
			return send("GET", USAGE, caller).statusCode() == status;
		});
	}

	@Test
	void getWhenIssuerHasOtherKeysIsLookedIntoAgain() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		onTheFastPath(() -> send("GET", USAGE, caller));
		PROVIDER.rotate();
		this.time.advance(Duration.ofSeconds(11));
		// A token of the new key has the keys loaded again.
		assertThat(send("GET", USAGE, token()).statusCode()).isEqualTo(200);
		assertThat(onTheUsualPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(401);
	}

	@Test
	void getWhenKeyWasTakenBackAndCallersForgottenIsRefusedAtOnce() throws Exception {
		List<String> caller = token();
		List<String> key = List.of("X-Api-Key", KEY);
		know(USAGE, caller);
		know(USAGE, key);
		PROVIDER.rotate();
		onTheFastPath(() -> send("GET", USAGE, caller));
		assertThat(this.management.send("DELETE", "/actuator/callers").statusCode()).isEqualTo(204);
		assertThat(onTheUsualPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(401);
		assertThat(onTheFastPath(() -> send("GET", USAGE, key)).statusCode()).isEqualTo(200);
		assertThat(this.management.get("/actuator/callers").statusCode()).isEqualTo(405);
	}

	@Test
	void getWhenNoRequestIsLeftIsRefusedOnTheUsualPath() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		HttpResponse<byte[]> last = send("GET", USAGE, caller);
		while (left(last) > 0) {
			last = onTheFastPath(() -> send("GET", USAGE, caller));
			assertThat(last.statusCode()).isEqualTo(200);
		}
		HttpResponse<byte[]> refused = onTheUsualPath(() -> send("GET", USAGE, caller));
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(header(refused, "RateLimit")).startsWith("\"default\";r=0;t=");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(send("GET", USAGE, caller).statusCode()).isEqualTo(200);
	}

	@Test
	void getFromAnAddressThatFailsTooOftenTakesItAllTheSame() throws Exception {
		List<String> caller = token();
		know(USAGE, caller);
		for (int i = 0; i < 4; i++) {
			assertThat(send("GET", USAGE, List.of("X-Api-Key", "guess" + i)).statusCode()).isEqualTo(i < 3 ? 401 : 429);
		}
		assertThat(onTheFastPath(() -> send("GET", USAGE, caller)).statusCode()).isEqualTo(200);
		List<String> other = token();
		assertThat(onTheFastPath(() -> send("GET", USAGE, other)).statusCode()).isEqualTo(200);
	}

	private List<Supplier<List<String>>> credentials() {
		return List.of(FastPathTests::token, () -> List.of("X-Api-Key", KEY),
				() -> List.of("Authorization", "Bearer " + KEY));
	}

	/**
	 * Has a report stored and a caller known.
	 */
	private void know(String path, List<String> caller) throws Exception {
		assertThat(send("GET", path, caller).statusCode()).isEqualTo(200);
		assertThat(send("GET", path, caller).statusCode()).isEqualTo(200);
	}

	private HttpResponse<byte[]> onTheFastPath(Request request) throws Exception {
		int before = this.usualPath.requests();
		HttpResponse<byte[]> response = request.send();
		assertThat(this.usualPath.requests()).as("requests on the usual path").isEqualTo(before);
		return response;
	}

	private HttpResponse<byte[]> onTheUsualPath(Request request) throws Exception {
		int before = this.usualPath.requests();
		HttpResponse<byte[]> response = request.send();
		assertThat(this.usualPath.requests()).as("requests on the usual path").isEqualTo(before + 1);
		return response;
	}

	private HttpResponse<byte[]> send(String method, String path, List<String> headers)
			throws IOException, InterruptedException {
		return this.gateway.send(method, path, headers.toArray(String[]::new));
	}

	private double value(String name, String tags) throws IOException, InterruptedException {
		String scrape = new String(this.management.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
		return scrape.lines()
			.filter((line) -> line.startsWith(name + '{') && line.contains(tags))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	private static Map<String, List<String>> comparable(HttpResponse<byte[]> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.remove("date");
		headers.remove("ratelimit");
		return headers;
	}

	private static long left(HttpResponse<byte[]> response) {
		return Long.parseLong(header(response, "RateLimit").replaceAll(".*r=([0-9]+).*", "$1"));
	}

	private static List<String> joined(List<String> some, List<String> more) {
		List<String> all = new ArrayList<>(some);
		all.addAll(more);
		return all;
	}

	private static List<String> token() {
		return token(Instant.now().plusSeconds(3600));
	}

	/**
	 * Of a caller of its own, who has used up nothing.
	 */
	private static List<String> token(Instant end) {
		return Arrays.asList("Authorization", "Bearer " + PROVIDER
			.token((claims) -> claims.subject("caller" + subjects.incrementAndGet()).expirationTime(Date.from(end))));
	}

	private static Path keys() {
		return directory.resolve("api-keys");
	}

	private static void writeKeys(String content) throws IOException {
		Files.writeString(keys(), content);
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	private interface Request {

		HttpResponse<byte[]> send() throws Exception;

	}

	/**
	 * Counts what Spring observes, which is what comes to the usual path.
	 */
	static class UsualPath implements ObservationHandler<ServerRequestObservationContext> {

		private final AtomicInteger requests = new AtomicInteger();

		int requests() {
			return this.requests.get();
		}

		@Override
		public void onStart(ServerRequestObservationContext context) {
			HttpServletRequest request = context.getCarrier();
			if (request != null && !request.getRequestURI().startsWith("/actuator")) {
				this.requests.incrementAndGet();
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ServerRequestObservationContext;
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Wiring {

		@Bean
		ManualTime manualTime() {
			return new ManualTime();
		}

		@Bean
		UsualPath usualPath() {
			return new UsualPath();
		}

	}

}
