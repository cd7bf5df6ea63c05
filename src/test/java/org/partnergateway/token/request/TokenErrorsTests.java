package org.partnergateway.token.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.outbound.Obstacles;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TokenServer.Answer;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.request.TokenException.Kind;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link TokenErrors}, over real exchanges.
 */
class TokenErrorsTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:49:37Z");

	private final TokenServer server = new TokenServer();

	TokenErrorsTests() throws IOException {
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_grant, AADSTS700082, consent again", "400, invalid_grant, AADSTS65001, consent",
			"400, interaction_required, AADSTS50076, consent again", "400, consent_required, , consent",
			"401, invalid_client, AADSTS7000215, replace it by",
			"401, invalid_client, AADSTS7000222, create another one",
			"400, unauthorized_client, AADSTS700016, partner-center.token.tenant-id",
			"400, invalid_request, AADSTS90002, partner-center.token.tenant-id",
			"401, invalid_client, AADSTS700213, federated credential",
			"400, unauthorized_client, , partner-center.token.client-id",
			"400, invalid_scope, AADSTS70011, partner-center.token.scope",
			"400, unsupported_grant_type, , partner-center.token" })
	void refusalCarriesItsCodesAndARemedy(int status, String error, String detailCode, String remedy) {
		TokenException failure = failure(TokenServer.json(status, """
				{"error": "%s", "error_description": "%s: The s3cret 'x' is wrong. Trace ID: 1", "error_codes": [1]}"""
			.formatted(error, detailCode)));
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.error()).isEqualTo(error);
		assertThat(failure.detailCode()).isEqualTo(detailCode);
		assertThat(failure.remedy()).contains(remedy);
		assertThat(failure).hasMessageContaining("HTTP " + status)
			.hasMessageContaining(error)
			.hasMessageContaining(failure.remedy())
			.hasMessageNotContaining("s3cret")
			.hasNoCause();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404 })
	void refusalWithoutJsonIsOneByItsStatus(int status) {
		TokenException failure = failure(TokenServer.html(status));
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.error()).isNull();
		assertThat(failure).hasMessageContaining("(HTTP %d)".formatted(status)).hasMessageNotContaining("s3cret");
	}

	@Test
	void refusalWithASuccessfulStatusIsOne() {
		TokenException failure = failure(TokenServer.json(200, """
				{"error": "invalid_grant", "error_description": "AADSTS50173: s3cret"}"""));
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.detailCode()).isEqualTo("AADSTS50173");
	}

	@Test
	void refusalWithAnErrorThatIsNoCodeDoesNotRepeatIt() {
		TokenException failure = failure(TokenServer.json(400, """
				{"error": "the s3cret <is> wrong", "error_description": ["AADSTS1"]}"""));
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.error()).isNull();
		assertThat(failure.detailCode()).isNull();
		assertThat(failure).hasMessageNotContaining("s3cret");
	}

	@ParameterizedTest
	@CsvSource({ "50196, THROTTLED, Wait", "90055, THROTTLED, Wait", "90033, UNAVAILABLE, Wait",
			"90024, UNAVAILABLE, Wait", "700016, REFUSED, is unknown in the tenant", "7000112, REFUSED, is disabled",
			"7000215, REFUSED, is wrong", "7000222, REFUSED, has expired", "53003, REFUSED, Conditional Access",
			"53000, REFUSED, its address", "50173, REFUSED, consent has ended", "70043, REFUSED, consent has ended",
			"700082, REFUSED, consent has ended", "50076, REFUSED, multi-factor", "50078, REFUSED, multi-factor",
			"65001, REFUSED, Nobody has consented", "50057, REFUSED, account of the user",
			"700027, REFUSED, certificate", "9002313, REFUSED, whole token",
			"1, REFUSED, Sign in with multi-factor authentication" })
	void codeHasARemedyOfItsOwnWhateverTheErrorIs(String code, Kind kind, String remedy) {
		TokenException failure = failure(TokenServer.json(400, """
				{"error": "invalid_grant", "error_description": "AADSTS%s: s3cret", "error_codes": [%s]}"""
			.formatted(code, code)));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.remedy()).contains(remedy);
		assertThat(failure).hasMessageContaining("AADSTS" + code)
			.hasMessageContaining(failure.remedy())
			.hasMessageNotContaining("s3cret");
	}

	@Test
	void blockedApplicationIsNotAskedForAgainSoon() {
		assertThat(failure(TokenServer.json(400, """
				{"error": "invalid_grant", "error_description": "AADSTS50196: x"}""")).retryAfter())
			.isEqualTo(Duration.ofMinutes(5));
		assertThat(failure(TokenServer.json(429, """
				{"error": "invalid_grant", "error_description": "AADSTS50196: x"}""", "Retry-After", "60"))
			.retryAfter()).isEqualTo(Duration.ofMinutes(1));
	}

	@ParameterizedTest
	@CsvSource({ "[53003], AADSTS53003", "'[53003, 1]', AADSTS53003", "[], ", "[\"53003\"], AADSTS53003",
			"'[50000, 700082]', AADSTS700082", "'[50000, 50001]', AADSTS50000", "[null], ", "[-1], ", "{}, " })
	void codeIsReadFromTheListWhereTheDescriptionHasNone(String codes, String detailCode) {
		assertThat(failure(TokenServer.json(400, """
				{"error": "invalid_grant", "error_description": "no", "error_codes": %s}""".formatted(codes)))
			.detailCode()).isEqualTo(detailCode);
	}

	@ParameterizedTest
	@CsvSource({ "429, , THROTTLED", "400, slow_down, THROTTLED", "408, , UNAVAILABLE", "500, , UNAVAILABLE",
			"503, invalid_grant, UNAVAILABLE", "400, temporarily_unavailable, UNAVAILABLE",
			"400, server_error, UNAVAILABLE" })
	void troubleIsTransient(int status, String error, Kind kind) {
		TokenException failure = failure(TokenServer.json(status, """
				{"error": "%s"}""".formatted(error)));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.kind().isTransient()).isTrue();
		assertThat(failure.retryAfter()).isNull();
		assertThat(failure.remedy()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "429, THROTTLED", "500, UNAVAILABLE", "502, UNAVAILABLE", "503, UNAVAILABLE" })
	void troubleWithoutJsonIsTransient(int status, Kind kind) {
		assertThat(failure(TokenServer.html(status)).kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "57, PT57S", "0, PT0S", "soon, ", "-1, ", "'Sat, 01 Nov 2025 00:00:00 GMT', PT0S" })
	void retryAfterIsCarried(String header, Duration retryAfter) {
		assertThat(failure(TokenServer.html(503, "Retry-After", header)).retryAfter()).isEqualTo(retryAfter);
	}

	@Test
	void retryAfterMayBeADate() {
		assertThat(failure(TokenServer.html(429, "Retry-After", "Sat, 21 Nov 2026 09:49:37 GMT")).retryAfter())
			.isEqualTo(Duration.ofHours(1));
	}

	@Test
	void redirectIsMalformedAndNotFollowed() {
		TokenException failure = failure(TokenServer.html(302, "Location", this.server.uri().toString()));
		assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
		assertThat(failure).hasMessageContaining("302");
		assertThat(this.server.forms()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "\"s3cret\"", "{s3cret}", "{}", "{\"token_type\": \"Bearer\"}",
			"{\"token_type\": \"Bearer\", \"access_token\": null}",
			"{\"token_type\": \"Bearer\", \"access_token\": \"\"}",
			"{\"token_type\": \"Bearer\", \"access_token\": \"s3cret\\r\\nX: y\"}", "{\"access_token\": \"s3cret\"}",
			"{\"token_type\": \"mac\", \"access_token\": \"s3cret\"}",
			"{\"token_type\": \"Bearer\", \"access_token\": \"s3cret\", \"expires_in\": 9223372036854775807}" })
	void successWithoutAUsableTokenIsMalformed(String body) {
		TokenException failure = failure(TokenServer.json(200, body));
		assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
		assertThat(failure.kind().isTransient()).isFalse();
		assertThat(failure.remedy()).contains("partner-center.token.uri");
		assertThat(failure).hasMessageNotContaining("s3cret").hasNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "1", "[\"s3cret\"]", "\"s3 cret\"", "\"s3cret\u007f\"", "\"s3crét\"" })
	void successWhoseTokenFitsInNoHeaderSaysThatThereIsNone(String token) {
		TokenException failure = failure(TokenServer.json(200, """
				{"token_type": "Bearer", "access_token": %s}""".formatted(token)));
		assertThat(failure).hasMessageContaining("answered with no access token.").hasMessageNotContaining("s3");
	}

	@Test
	void successWhoseTokenIsMadeOfAnyVisibleCharactersIsOne() {
		this.server.answer(TokenServer.json(200, TokenServer.token("!~", "3600")));
		assertThat(issue(this.server.endpoint()).value()).isEqualTo("!~");
	}

	@Test
	void successWithoutABodySaysSo() {
		assertThat(failure(TokenServer.json(200, ""))).hasMessageContaining("answered with nothing.");
	}

	@Test
	void successThatIsHtmlIsMalformed() {
		TokenException failure = failure(TokenServer.html(200));
		assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
		assertThat(failure).hasMessageNotContaining("s3cret").hasNoCause();
	}

	@Test
	void successThatIsTooLargeIsMalformed() {
		String body = TokenServer.token("token", "3600").replace("{", "{\"padding\": \"" + "x".repeat(300_000) + "\",");
		assertThat(failure(TokenServer.json(200, body)).kind()).isEqualTo(Kind.MALFORMED);
	}

	@Test
	void errorThatIsTooLargeIsOneByItsStatus() {
		assertThat(failure(TokenServer.json(503, "{\"padding\": \"" + "x".repeat(300_000) + "\"}")).kind())
			.isEqualTo(Kind.UNAVAILABLE);
	}

	@Test
	void connectionThatIsClosedIsUnavailableAndNotTriedAgain() {
		assertThat(failure(TokenServer.hangUp()).kind()).isEqualTo(Kind.UNAVAILABLE);
		assertThat(this.server.forms()).hasSize(1);
	}

	@Test
	void connectionThatIsResetIsUnavailableAndNotTriedAgain() throws Exception {
		AtomicInteger connections = new AtomicInteger();
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread.startVirtualThread(() -> resetAll(socket, connections));
			assertThat(failure(endpoint(socket.getLocalPort())).kind()).isEqualTo(Kind.UNAVAILABLE);
		}
		assertThat(connections).hasValue(1);
	}

	@Test
	void answerThatIsCutShortIsUnavailable() {
		assertThat(failure(TokenServer.cutShort()).kind()).isEqualTo(Kind.UNAVAILABLE);
	}

	@Test
	void connectionThatIsRefusedIsUnavailable() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		TokenException failure = failure(endpoint(port));
		assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
		assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void answerThatDoesNotComeIsTimedOut() {
		this.server.answer(this.server.hang());
		TokenException failure = failure(this.server.endpoint(Duration.ofMillis(200)));
		assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
		assertThat(failure.kind().isTransient()).isTrue();
	}

	@Test
	void timeoutOfWhateverOriginIsTimedOut() {
		assertThat(List.of(new TimeoutException(), ReadTimeoutException.INSTANCE, new ConnectTimeoutException("x")))
			.allSatisfy((timeout) -> assertThat(TokenErrors.translate(new IllegalStateException(timeout)).kind())
				.isEqualTo(Kind.TIMED_OUT));
	}

	@Test
	void proxyInTheWayIsNamed() {
		TokenException failure = TokenErrors.translate(new IllegalStateException(Obstacles.refusal(407)));
		assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
		assertThat(failure).hasMessageContaining("The proxy proxy.contoso.com:3128 wants a user and a password");
		assertThat(failure.remedy()).contains("partner-center.proxy-password-file").doesNotContain("contoso");
	}

	private static void resetAll(ServerSocket server, AtomicInteger connections) {
		try {
			while (true) {
				try (Socket socket = server.accept()) {
					connections.incrementAndGet();
					assertThat(socket.getInputStream().read()).isPositive();
					socket.setSoLinger(true, 0);
				}
			}
		}
		catch (IOException ex) {
			// The server is closed: the test is over.
		}
	}

	private static TokenEndpoint endpoint(int port) {
		return new TokenEndpoint(URI.create("http://127.0.0.1:" + port + "/token"), "scope", Duration.ofSeconds(5),
				Duration.ofSeconds(30));
	}

	private TokenException failure(Answer answer) {
		this.server.answer(answer);
		return failure(this.server.endpoint());
	}

	private static TokenException failure(TokenEndpoint endpoint) {
		Throwable failure = catchThrowable(() -> issue(endpoint));
		return TokenErrors.translate(Objects.requireNonNull(failure));
	}

	private static IssuedToken issue(TokenEndpoint endpoint) {
		ClientCredentials grant = new ClientCredentials(
				new TokenRequests(endpoint, new Application("application", ClientSecret.of("s3cret")),
						WebClient.builder(), Outbound.ofJvm(), FileAccesses.at(NOW)));
		return Objects.requireNonNull(grant.request().block(Duration.ofMinutes(1)));
	}

}
