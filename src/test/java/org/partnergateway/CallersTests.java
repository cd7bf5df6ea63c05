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
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for the front door, with callers and an identity provider over real HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "callers.authentication=jwt-or-api-key",
				"callers.rate-limit.requests=20", "callers.rate-limit.failed-attempts=10",
				"callers.rate-limit.fetches=5", "callers.cors.allowed-origins=https://reports.contoso.com" })
@ActiveProfiles("sandbox")
class CallersTests {

	private static final String ORIGIN = "https://reports.contoso.com";

	private static final String KEY = "5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c";

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	private static final IdentityProvider LATE_PROVIDER = IdentityProvider.stopped();

	@TempDir
	static Path directory;

	private final GatewayClient gateway;

	private final GatewayClient management;

	private final ManualTime time;

	CallersTests(ManualTime time, @LocalServerPort int port, @LocalManagementPort int management) {
		this.time = time;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		writeKeys("reports:" + sha256(KEY));
		registry.add("callers.api-keys-file", CallersTests::keys);
		registry.add("callers.jwt.issuers", LATE_PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> IdentityProvider.AUDIENCE);
	}

	@AfterAll
	static void stop() {
		PROVIDER.close();
		LATE_PROVIDER.close();
	}

	@BeforeEach
	void startAnotherPeriod() {
		this.time.advance(Duration.ofMinutes(1));
	}

	@Test
	void getWhenTokenIsValidIsAnswered() throws Exception {
		HttpResponse<byte[]> response = get("Authorization", "Bearer " + token("somebody"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"default\";q=20;w=60");
		assertThat(header(response, "RateLimit")).isEqualTo("\"default\";r=19;t=60");
		assertThat(header(response, "Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
		assertThat(response.headers().allValues("Vary")).containsExactly("Accept-Encoding, Origin, X-Locale");
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void getWhenReportHasToBeFetchedIsAnsweredToo() throws Exception {
		HttpResponse<byte[]> response = get("Authorization", "bearer " + token("fetching"), "X-Locale", "fi-FI");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Cache-Status")).isEqualTo("partner-license-gateway; fwd=miss; stored");
		assertThat(header(response, "RateLimit")).isEqualTo("\"default\";r=19;t=60");
	}

	@ParameterizedTest
	@MethodSource
	void getWhenKeyIsKnownIsAnswered(List<String> headers) throws Exception {
		assertThat(get(headers.toArray(String[]::new)).statusCode()).isEqualTo(200);
	}

	static Stream<List<String>> getWhenKeyIsKnownIsAnswered() {
		return Stream.of(List.of("X-Api-Key", KEY), List.of("Authorization", "Bearer " + KEY),
				List.of("X-Api-Key", KEY, "Authorization", "Bearer nonsense"));
	}

	@ParameterizedTest
	@MethodSource
	void getWhenCredentialIsWrongIsUnauthenticated(List<String> headers, CapturedOutput output) throws Exception {
		HttpResponse<byte[]> response = get(headers.toArray(String[]::new));
		assertProblem(response, 401, "unauthenticated");
		assertThat(header(response, "WWW-Authenticate"))
			.isEqualTo("Bearer realm=\"partner-license-gateway\", error=\"invalid_token\"");
		assertThat(response.headers().firstValue("RateLimit")).isEmpty();
		assertThat(output).containsPattern("\\[\\S+ %s \\S+\\] .*callers.audit.* refused address=127.0.0.1 caller=\"-\""
			.formatted(header(response, "MS-RequestId")));
		for (int i = 1; i < headers.size(); i += 2) {
			String credential = headers.get(i).replace("Bearer ", "");
			if (credential.length() > 8) {
				assertThat(output).doesNotContain(credential);
				assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain(credential);
			}
		}
	}

	static Stream<List<String>> getWhenCredentialIsWrongIsUnauthenticated() {
		return Stream.of(List.of("X-Api-Key", "a-wrong-key"), List.of("X-Api-Key", ""), List.of("X-Api-Key", " \t"),
				List.of("X-Api-Key", KEY, "X-Api-Key", KEY), List.of("X-Api-Key", sha256(KEY)),
				List.of("Authorization", "Bearer a-wrong-key"), List.of("Authorization", "Bearer "),
				List.of("Authorization", "Bearer"), List.of("Authorization", "Basic dXNlcjpwYXNzd29yZA=="),
				List.of("Authorization", ""), List.of("Authorization", "Bearer one.two.three"),
				List.of("Authorization", "Bearer " + token("x"), "Authorization", "Bearer " + token("y")),
				List.of("X-Api-Key", "a-wrong-key", "Authorization", "Bearer " + token("x")),
				List.of("Authorization", "Bearer " + expired()),
				List.of("Authorization", "Bearer " + PROVIDER.tokenWithoutSignature()),
				List.of("Authorization", "Bearer " + PROVIDER.tokenOfPublicKeyAsSecret()),
				List.of("Authorization", "Bearer " + PROVIDER.tokenOfUnknownKey()),
				List.of("Authorization", "Bearer " + PROVIDER.token((claims) -> claims.audience("another"))),
				List.of("Authorization", "Bearer " + PROVIDER.token((claims) -> claims.issuer("https://evil"))),
				// A token that is bound to a key is no bearer token.
				List.of("Authorization",
						"Bearer " + PROVIDER.token((claims) -> claims.claim("cnf", Map.of("jkt", "thumbprint")))));
	}

	@Test
	void getWhenThereIsNoCredentialSaysWhichThereAre() throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(USAGE);
		assertProblem(response, 401, "unauthenticated");
		assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer realm=\"partner-license-gateway\"");
		assertThat(json(response).get("detail").asString()).contains("X-Api-Key", "Bearer");
		assertThat(this.gateway.send("HEAD", USAGE).statusCode()).isEqualTo(401);
		assertProblem(this.gateway.get("/no/such/path"), 401, "unauthenticated");
		assertProblem(this.gateway.send("DELETE", USAGE), 401, "unauthenticated");
		assertProblem(this.gateway.get("/actuator/health"), 401, "unauthenticated");
		assertProblem(this.gateway.get("/actuator/health", "X-Api-Key", KEY), 404, "not-found");
	}

	@Test
	void getWhenScopeIsMissingIsForbidden(CapturedOutput output) throws Exception {
		String token = PROVIDER.token((claims) -> claims.subject("curious\r\n").claim("scp", "other"));
		HttpResponse<byte[]> response = get("Authorization", "Bearer " + token, "Origin", ORIGIN);
		assertProblem(response, 403, "forbidden");
		assertThat(header(response, "WWW-Authenticate")).contains("insufficient_scope", "licenses.read");
		assertThat(header(response, "RateLimit")).isEqualTo("\"default\";r=19;t=60");
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		assertThat(output)
			.contains("caller=\"token:curious?? of %s\" reason=\"missing scope\"".formatted(PROVIDER.issuer()));
	}

	@Test
	void getWhenProviderChangesItsKeyIsAnswered() throws Exception {
		String before = token("rotated");
		assertThat(get("Authorization", "Bearer " + before).statusCode()).isEqualTo(200);
		PROVIDER.rotate();
		assertThat(get("Authorization", "Bearer " + token("rotated")).statusCode()).isEqualTo(200);
		assertProblem(get("Authorization", "Bearer " + before), 401, "unauthenticated");
	}

	@Test
	void getWhenProviderIsDownSaysWhenToComeAgain() throws Exception {
		String token = LATE_PROVIDER.token((_) -> {
		});
		HttpResponse<byte[]> response = get("Authorization", "Bearer " + token);
		assertProblem(response, 503, "identity-provider-unavailable");
		assertThat(header(response, "Retry-After")).isEqualTo("10");
		LATE_PROVIDER.start();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(get("Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenKeysFileChangesKnowsTheNewKey(CapturedOutput output) throws Exception {
		writeKeys("reports:" + sha256(KEY) + "\nnew:" + sha256("another-key"));
		awaitStatus("another-key", 200);
		writeKeys("# nobody\nnonsense");
		Awaitility.await().until(() -> output.getAll().contains("The API keys stay as they were"));
		assertThat(get("X-Api-Key", "another-key").statusCode()).isEqualTo(200);
		writeKeys("reports:" + sha256(KEY));
		awaitStatus("another-key", 401);
	}

	private void awaitStatus(String key, int status) {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
			startAnotherPeriod();
			return get("X-Api-Key", key).statusCode() == status;
		});
	}

	@Test
	void getWhenCallerAsksTooOftenIsRateLimitedUntilTheNextPeriod(CapturedOutput output) throws Exception {
		String token = token("eager");
		for (int i = 0; i < 20; i++) {
			assertThat(get("Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
		}
		for (int i = 0; i < 2; i++) {
			HttpResponse<byte[]> response = get("Authorization", "Bearer " + token, "Origin", ORIGIN);
			assertProblem(response, 429, "rate-limited");
			assertThat(header(response, "Retry-After")).isEqualTo("60");
			assertThat(header(response, "RateLimit")).isEqualTo("\"default\";r=0;t=60");
			assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"default\";q=20;w=60");
			assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		}
		assertThat(output).containsOnlyOnce(
				"caller=\"token:eager of %s\" reason=\"rate limit default\"".formatted(PROVIDER.issuer()));
		assertThat(get("Authorization", "Bearer " + token("another")).statusCode()).isEqualTo(200);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(get("Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenAddressFailsTooOftenIsToldToWaitUnlessItsCredentialIsValid(CapturedOutput output) throws Exception {
		for (int i = 0; i < 10; i++) {
			assertProblem(get("X-Api-Key", "guess-" + i), 401, "unauthenticated");
		}
		for (List<String> failing : List.of(List.of("X-Api-Key", "guess-10"), List.<String>of(),
				List.of("Authorization", "Bearer " + expired()), List.of("Authorization", "Basic dXNlcjpw"))) {
			HttpResponse<byte[]> response = get(failing.toArray(String[]::new));
			assertProblem(response, 429, "rate-limited");
			assertThat(header(response, "Retry-After")).isEqualTo("60");
			assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"failed-attempts\";q=10;w=60");
			assertThat(json(response).get("detail").asString()).contains("X-Api-Key", "at any time");
			for (List<String> valid : List.of(List.of("X-Api-Key", KEY),
					List.of("Authorization", "Bearer " + token("never-seen-before")))) {
				assertThat(get(valid.toArray(String[]::new)).statusCode()).isEqualTo(200);
			}
		}
		assertThat(output).containsOnlyOnce("reason=\"rate limit failed-attempts\"");
		assertThat(preflight(ORIGIN, "GET", "authorization").statusCode()).isEqualTo(200);
		assertThat(this.management.get("/actuator/health").statusCode()).isEqualTo(200);
		this.time.advance(Duration.ofMinutes(1));
		assertProblem(get("X-Api-Key", "guess-11"), 401, "unauthenticated");
	}

	@Test
	void getWhenCallerHasTooMuchFetchedIsRateLimitedUnlessItIsStored() throws Exception {
		String[] caller = { "Authorization", "Bearer " + token("curious") };
		String path = "/v1/analytics/commercial/usage/license?top=";
		for (int top = 101; top <= 105; top++) {
			assertThat(this.gateway.get(path + top, caller).statusCode()).isEqualTo(200);
		}
		HttpResponse<byte[]> refused = this.gateway.get(path + 106, caller);
		assertProblem(refused, 429, "rate-limited");
		assertThat(header(refused, "Retry-After")).isEqualTo("60");
		assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"fetches\";q=5;w=60");
		assertThat(header(refused, "RateLimit")).isEqualTo("\"fetches\";r=0;t=60");
		assertThat(this.gateway.get(path + 101, caller).statusCode()).isEqualTo(200);
		assertThat(this.gateway.get(path + 106, "Authorization", "Bearer " + token("another")).statusCode())
			.isEqualTo(200);
		assertThat(this.gateway.get(path + 106, caller).statusCode()).isEqualTo(200);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.gateway.get(path + 107, caller).statusCode()).isEqualTo(200);
	}

	@Test
	void preflightIsAnsweredWithoutACredential() throws Exception {
		HttpResponse<byte[]> response = preflight(ORIGIN, "GET", "authorization,x-api-key,ms-correlationid,x-locale");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("GET,HEAD");
		assertThat(header(response, "Access-Control-Allow-Headers"))
			.isEqualToIgnoringCase("authorization, x-api-key, ms-correlationid, x-locale");
		assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("3600");
		assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
		assertThat(response.headers().allValues("Vary")).contains("Origin");
		assertThat(UUID.fromString(header(response, "MS-RequestId"))).isNotNull();
	}

	@Test
	void preflightWhenOriginOrMethodIsNotAllowedIsForbidden() throws Exception {
		assertProblem(preflight("https://evil.invalid", "GET", "authorization"), 403, "forbidden");
		assertProblem(preflight(ORIGIN, "POST", "authorization"), 403, "forbidden");
		assertProblem(preflight(ORIGIN, "GET", "cookie"), 403, "forbidden");
	}

	@Test
	void getWhenOriginIsAllowedLetsThePageReadTheAnswer() throws Exception {
		HttpResponse<byte[]> response = get("X-Api-Key", KEY, "Origin", ORIGIN);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
		assertThat(header(response, "Access-Control-Expose-Headers")).contains("MS-RequestId", "MS-CorrelationId",
				"MS-CV", "MS-ServerId", "ETag", "Age", "Cache-Status", "Retry-After", "RateLimit", "RateLimit-Policy",
				"WWW-Authenticate");
		assertThat(response.headers().allValues("Vary")).containsExactly("Accept-Encoding, Origin, X-Locale");
		HttpResponse<byte[]> refused = get("X-Api-Key", "a-wrong-key", "Origin", ORIGIN);
		assertProblem(refused, 401, "unauthenticated");
		assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
		assertThat(refused.headers().allValues("Vary")).containsExactly("Origin");
	}

	@Test
	void getWhenOriginIsNotAllowedIsAnsweredForNoPage() throws Exception {
		HttpResponse<byte[]> response = get("X-Api-Key", KEY, "Origin", "https://evil.invalid");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET " + USAGE + " HTTP/1.1\r\nHost: x\r\nMS-RequestId: nonsense\r\n",
			"GET /v1/a;b HTTP/1.1\r\nHost: x\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n",
			"GET " + USAGE + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n",
			"GET " + USAGE + " HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n", "GET " + USAGE + " HTTP/1.1\r\n",
			"CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n" })
	void sendWhenRefusedBeforeSecurityLetsThePageReadWhy(String head) throws Exception {
		String allowed = raw(head + "Origin: " + ORIGIN + "\r\n");
		assertThat(allowed).startsWith("HTTP/1.1 4")
			.containsOnlyOnce("Access-Control-Allow-Origin: " + ORIGIN + "\r\n")
			.containsOnlyOnce("Access-Control-Expose-Headers: MS-RequestId, MS-CorrelationId, ")
			.containsOnlyOnce("Vary: Origin\r\n");
		assertThat(raw(head + "Origin: https://evil.invalid\r\n")).startsWith("HTTP/1.1 4")
			.containsOnlyOnce("Vary: Origin\r\n")
			.doesNotContain("Access-Control-Allow-Origin", "evil");
	}

	@Test
	void optionsThatIsNoPreflightNeedsACredential() throws Exception {
		assertProblem(this.gateway.send("OPTIONS", USAGE), 401, "unauthenticated");
		assertProblem(this.gateway.send("OPTIONS", USAGE, "Origin", ORIGIN), 401, "unauthenticated");
		HttpResponse<byte[]> response = this.gateway.send("OPTIONS", USAGE, "Origin", ORIGIN, "X-Api-Key", KEY);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Allow")).contains("GET", "HEAD", "OPTIONS").doesNotContain("POST");
		assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Api-Key", "Authorization" })
	void getWhenCredentialHasOddCharactersIsUnauthenticated(String header) throws Exception {
		assertThat(raw("GET " + USAGE + " HTTP/1.1\r\nHost: x\r\n" + header + ": \u0085\u00ff\r\n"))
			.startsWith("HTTP/1.1 401 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness",
			"/actuator/prometheus", "/actuator/info" })
	void managementPortIsOpen(String path) throws Exception {
		assertThat(this.management.get(path).statusCode()).isEqualTo(200);
		assertThat(this.management.get(path, "Authorization", "Bearer nonsense").statusCode()).isEqualTo(200);
		assertThat(this.management.get(USAGE).statusCode()).isEqualTo(404);
	}

	private HttpResponse<byte[]> get(String... headers) throws Exception {
		return this.gateway.get(USAGE, headers);
	}

	private String raw(String head) throws IOException {
		return this.gateway.raw((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
	}

	private HttpResponse<byte[]> preflight(String origin, String method, String headers) throws Exception {
		return this.gateway.send("OPTIONS", USAGE, "Origin", origin, "Access-Control-Request-Method", method,
				"Access-Control-Request-Headers", headers);
	}

	private static void assertProblem(HttpResponse<byte[]> response, int status, String type) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(json(response).get("type").asString()).endsWith(":" + type);
		assertThat(json(response).get("requestId").asString()).isEqualTo(header(response, "MS-RequestId"));
		assertThat(json(response).get("correlationId").asString()).isEqualTo(header(response, "MS-CorrelationId"));
		if (status == 429) {
			assertThat(json(response).get("statusCode").asInt()).isEqualTo(429);
			assertThat(json(response).get("message").asString()).isNotEmpty();
			assertThat(json(response).propertyNames()).doesNotContain("code", "description");
		}
		else {
			assertThat(json(response).get("code").asString()).isEqualTo(type);
			assertThat(json(response).propertyNames()).doesNotContain("statusCode", "message");
		}
	}

	private static String token(String subject) {
		return PROVIDER.token((claims) -> claims.subject(subject));
	}

	private static String expired() {
		return PROVIDER.token((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
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
