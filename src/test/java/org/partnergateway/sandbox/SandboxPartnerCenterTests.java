package org.partnergateway.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SandboxPartnerCenter}, over real HTTP.
 */
class SandboxPartnerCenterTests {

	private static final String DEPLOYMENT = "/v1/analytics/licenses/deployment";

	private static final String USAGE = "/v1/analytics/licenses/usage";

	private static final SandboxPartnerCenter sandbox = SandboxPartnerCenter.start();

	private static final HttpClient client = HttpClient.newHttpClient();

	private String token = "";

	@BeforeEach
	void reset() throws Exception {
		sandbox.reset();
		this.token = issueToken();
		sandbox.reset();
	}

	@AfterAll
	static void stop() {
		client.shutdownNow();
		sandbox.close();
	}

	@ParameterizedTest
	@CsvSource({ DEPLOYMENT + ", partner-deployment.json, 487", USAGE + ", partner-usage.json, 1156",
			"/v1/Analytics/licenses/Deployment, partner-deployment.json, 487" })
	void reportWhenTokenIsValidIsTheDocumentAfterAByteOrderMark(String path, String document, long length)
			throws Exception {
		HttpResponse<byte[]> response = get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(length);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
		assertThat(response.body()).hasSize((int) length).startsWith(0xEF, 0xBB, 0xBF);
		assertThat(response.body())
			.endsWith(new ClassPathResource(document, SandboxPartnerCenter.class).getContentAsByteArray());
	}

	@Test
	void reportWhenRequestCarriesIdsEchoesThem() throws Exception {
		String requestId = UUID.randomUUID().toString();
		String correlationId = UUID.randomUUID().toString();
		HttpResponse<byte[]> response = get(DEPLOYMENT, "MS-RequestId", requestId, "MS-CorrelationId", correlationId);
		assertThat(response.headers().firstValue("MS-RequestId")).hasValue(requestId);
		assertThat(response.headers().firstValue("MS-CorrelationId")).hasValue(correlationId);
	}

	@Test
	void reportWhenRequestCarriesNoIdsMakesThem() throws Exception {
		HttpResponse<byte[]> response = get(DEPLOYMENT);
		assertThat(response.headers().firstValue("MS-RequestId").map(UUID::fromString)).isPresent();
		assertThat(response.headers().firstValue("MS-CorrelationId").map(UUID::fromString)).isPresent();
		assertThat(response.headers().firstValue("MS-ServerId")).isPresent();
	}

	@Test
	void reportWhenAskedTwiceCarriesTwoVectors() throws Exception {
		String first = get(DEPLOYMENT).headers().firstValue("MS-CV").orElseThrow();
		String second = get(DEPLOYMENT).headers().firstValue("MS-CV").orElseThrow();
		assertThat(first).matches("[A-Za-z0-9+/]{16}\\.0").isNotEqualTo(second);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer" })
	void reportWhenTokenIsNotValidIsRefused(String authorization) throws Exception {
		HttpResponse<byte[]> response = send(
				request(DEPLOYMENT).setHeader("Authorization", authorization).GET().build());
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(text(response)).contains("\"code\":\"800001\"");
		assertThat(response.headers().firstValue("MS-RequestId")).isPresent();
	}

	@Test
	void reportWhenTokensAreRevokedIsRefused() throws Exception {
		sandbox.revokeTokens();
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(401);
	}

	@Test
	void reportWhenPathIsUnknownIsNotFound() throws Exception {
		HttpResponse<byte[]> response = get("/v1/invoices");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(text(response)).startsWith("{\"code\":\"1000\",\"description\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "HEAD", "DELETE" })
	void reportWhenMethodIsNotGetIsNotAllowed(String method) throws Exception {
		HttpResponse<byte[]> response = send(request(DEPLOYMENT).method(method, BodyPublishers.noBody()).build());
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("GET");
	}

	@ParameterizedTest
	@CsvSource({ "UNAUTHORIZED, 401, 800001", "APP_ONLY, 403, 900329", "MFA_REQUIRED, 401, 900421",
			"SERVER_ERROR, 503, 800003" })
	void reportWhenFaultIsARefusalCarriesItsCode(Kind kind, int status, String code) throws Exception {
		sandbox.faults(SandboxFaults.of(kind));
		for (int attempt = 0; attempt < 2; attempt++) {
			HttpResponse<byte[]> response = get(DEPLOYMENT);
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(text(response)).contains("\"code\":\"%s\"".formatted(code));
		}
	}

	@Test
	void reportWhenFaultIsAServerErrorHasItsStatus() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.SERVER_ERROR).withStatus(500));
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(500);
	}

	@Test
	void reportWhenUnauthorizedOnceNeedsANewToken() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.UNAUTHORIZED_ONCE));
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(401);
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(401);
		this.token = issueToken();
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(200);
	}

	@Test
	void reportWhenThrottledSaysWhenToComeBack() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofSeconds(57)));
		HttpResponse<byte[]> response = get(DEPLOYMENT);
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("57");
		assertThat(text(response)).isEqualTo("""
				{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}""");
	}

	@Test
	void reportWhenMalformedIsAPage() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.MALFORMED));
		HttpResponse<byte[]> response = get(DEPLOYMENT);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(text(response)).startsWith("<!DOCTYPE html>");
	}

	@Test
	void reportWhenCutShortEndsAfterHalf() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.CUT_SHORT));
		try (Socket socket = ask(DEPLOYMENT)) {
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(answer).containsIgnoringCase("\r\nContent-Length: 487\r\n");
			assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(243);
		}
		assertThatIOException().isThrownBy(() -> get(DEPLOYMENT));
	}

	@Test
	void reportWhenResetSendsNothing() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.RESET));
		try (Socket socket = ask(DEPLOYMENT)) {
			InputStream in = socket.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::read).withMessageContaining("reset");
		}
		assertThatIOException().isThrownBy(() -> get(DEPLOYMENT));
	}

	@Test
	void reportWhenHangingNeverAnswers() {
		sandbox.faults(SandboxFaults.of(Kind.HANG));
		HttpRequest impatient = request(DEPLOYMENT).timeout(Duration.ofMillis(300)).build();
		assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> send(impatient));
		assertThat(sandbox.reportRequests()).isOne();
	}

	@Test
	void reportWhenFaultEndsIsTheDocumentAgain() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(503);
		sandbox.faults(SandboxFaults.none());
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(200);
	}

	@Test
	void reportWhenScriptedFollowsTheScript() throws Exception {
		sandbox.enqueue(SandboxFaults.of(Kind.SERVER_ERROR), SandboxFaults.none(), SandboxFaults.of(Kind.THROTTLED));
		List<Integer> statuses = List.of(get(DEPLOYMENT).statusCode(), get(USAGE).statusCode(),
				get(DEPLOYMENT).statusCode(), get(DEPLOYMENT).statusCode());
		assertThat(statuses).containsExactly(503, 200, 429, 200);
	}

	@Test
	void latencyWhenManyWaitHoldsNoThread() {
		Duration latency = Duration.ofMillis(500);
		sandbox.faults(SandboxFaults.none().withLatency(latency));
		long start = System.nanoTime();
		List<CompletableFuture<HttpResponse<byte[]>>> responses = IntStream.range(0, 200)
			.mapToObj((index) -> client.sendAsync(request(DEPLOYMENT).build(), BodyHandlers.ofByteArray()))
			.toList();
		assertThat(responses).allSatisfy((response) -> assertThat(response.join().statusCode()).isEqualTo(200));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(latency, latency.multipliedBy(20));
	}

	@Test
	void requestsWhenBothEndpointsAreAskedTellThemApart() throws Exception {
		issueToken();
		get(DEPLOYMENT, "X-Locale", "fr-BE");
		get("/v1/invoices?size=1");
		assertThat(sandbox.tokenRequests()).isOne();
		assertThat(sandbox.reportRequests()).isEqualTo(2);
		assertThat(sandbox.requests())
			.hasToString("[POST /sandbox/oauth2/v2.0/token, GET /v1/analytics/licenses/deployment, GET /v1/invoices]");
		assertThat(sandbox.requests().getFirst().body()).contains("grant_type=client_credentials");
		assertThat(sandbox.requests().get(1).headers().getFirst("x-locale")).isEqualTo("fr-BE");
	}

	@Test
	void resetWhenFaultsAndScriptsStandForgetsAll() throws Exception {
		sandbox.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		sandbox.enqueue(SandboxFaults.of(Kind.THROTTLED), SandboxFaults.of(Kind.THROTTLED));
		get(DEPLOYMENT);
		sandbox.reset();
		assertThat(sandbox.reportRequests()).isZero();
		assertThat(sandbox.requests()).isEmpty();
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(200);
	}

	@Test
	void closeWhenARequestHangsCutsIt() throws Exception {
		SandboxPartnerCenter other = SandboxPartnerCenter.start();
		other.faults(SandboxFaults.of(Kind.HANG));
		HttpRequest request = HttpRequest.newBuilder(other.baseUrl().resolve(DEPLOYMENT)).build();
		CompletableFuture<?> hanging = client.sendAsync(request, BodyHandlers.ofByteArray());
		await().until(() -> other.reportRequests() == 1);
		other.close();
		assertThat(hanging).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IOException.class);
		assertThatIOException()
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), other.baseUrl().getPort()).close());
	}

	@Test
	void tokenWhenFaultsStandAndAreScriptedFollowsBoth() throws Exception {
		sandbox.tokenFaults(SandboxFaults.of(Kind.SERVER_ERROR));
		sandbox.enqueueToken(SandboxFaults.of(Kind.UNAUTHORIZED), SandboxFaults.none());
		List<Integer> statuses = List.of(askForToken().statusCode(), askForToken().statusCode(),
				askForToken().statusCode());
		assertThat(statuses).containsExactly(401, 200, 503);
		assertThat(get(DEPLOYMENT).statusCode()).isEqualTo(200);
	}

	private static String issueToken() throws Exception {
		return text(askForToken()).replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
	}

	private static HttpResponse<byte[]> askForToken() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(sandbox.tokenUri())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=a&client_secret=b"))
			.build();
		return send(request);
	}

	private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = request(path);
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
			.header("Authorization", "Bearer " + this.token);
	}

	private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
		return client.send(request, BodyHandlers.ofByteArray());
	}

	private Socket ask(String path) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUrl().getPort());
		socket.setSoTimeout(10_000);
		socket.getOutputStream()
			.write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, this.token)
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

}
