package org.partnergateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.harness.Cultures;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for what callers see of everything that can go wrong upstream: with something
 * stored, nothing; with nothing stored, the right problem.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "callers.authentication=none",
				"reports.ignore-cache-control=false", "partner-center.connect-timeout=1s",
				"partner-center.attempt-timeout=1s", "partner-center.deadline=4s", "partner-center.token.tenant-id=t",
				"partner-center.token.client-id=c", "partner-center.token.client-secret=the-secret" })
@Import(MovableClock.Wiring.class)
class FaultTests {

	private static final String LEAK = "leaked-detail";

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private static final AtomicInteger cultures = new AtomicInteger();

	private final MovableClock clock;

	private final GatewayClient gateway;

	FaultTests(MovableClock clock, @LocalServerPort int port) {
		this.clock = clock;
		this.gateway = new GatewayClient(port);
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", () -> "http://127.0.0.1:" + partnerCenter.port());
		registry.add("partner-center.token.uri", () -> "http://127.0.0.1:" + partnerCenter.port() + "/token");
	}

	@AfterAll
	static void close() throws Exception {
		partnerCenter.close();
	}

	@BeforeEach
	void recover() {
		partnerCenter.returnToWork();
		partnerCenter.token(null);
		partnerCenter.report(Reply.of(200, "\uFEFF" + RawPartnerCenter.REPORT));
		// The very first call is slow, and may fail within these short timeouts.
		await().until(() -> {
			passBackOff();
			return this.gateway.get(USAGE, "X-Locale", newCulture()).statusCode() == 200;
		});
		passBackOff();
		partnerCenter.reportRequests().clear();
	}

	static Stream<Fault> faults() {
		String body = "{\"code\":\"1\",\"description\":\"said so\",\"secret\":\"" + LEAK + "\"}";
		return Stream.of( //
				Fault.of("400", "upstream-rejected", 502, 1, Reply.of(400, "<html>" + LEAK)),
				Fault.of("401 for ever", "upstream-credentials", 502, 2, Reply.of(401, body)),
				Fault.of("403", "upstream-credentials", 502, 1, Reply.of(403, body)),
				Fault.of("404", "upstream-rejected", 502, 1, Reply.of(404, body)),
				Fault.of("408", "upstream-unavailable", 503, 3, Reply.of(408, body)),
				Fault.of("429", "upstream-throttled", 503, 1, Reply.of(429, body)),
				Fault.of("429 for a minute", "upstream-throttled", 503, 1, Reply.of(429, body, "Retry-After: 60")),
				Fault.of("429 for a second", "upstream-throttled", 503, -1, Reply.of(429, body, "Retry-After: 1")),
				Fault.of("500", "upstream-unavailable", 503, 3, Reply.of(500, body)),
				Fault.of("501", "upstream-unavailable", 503, 1, Reply.of(501, body)),
				Fault.of("502", "upstream-unavailable", 503, 3, Reply.of(502, "<html>" + LEAK)),
				Fault.of("503", "upstream-unavailable", 503, 3, Reply.of(503, "")),
				Fault.of("503 for a minute", "upstream-unavailable", 503, 1, Reply.of(503, "", "Retry-After: 60")),
				Fault.of("504", "upstream-unavailable", 503, 3, Reply.of(504, body)),
				Fault.of("reset before", "upstream-unavailable", 503, 3, Reply.reset("")),
				Fault.of("reset in the head", "upstream-unavailable", 503, 3, Reply.reset("HTTP/1.1 200 OK\r\nCont")),
				Fault.of("reset in the body", "upstream-malformed", 502, 3,
						Reply.reset("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"items\"")),
				Fault.of("cut short", "upstream-malformed", 502, 3, Reply.cutShort("{\"items\":[]}")),
				Fault.of("hang", "upstream-timeout", 504, 3, Reply.stall("")),
				Fault.of("slow head", "upstream-timeout", 504, 3, Reply.stall("HTTP/1.1 200 OK\r\n")),
				Fault.of("slow body", "upstream-timeout", 504, 3,
						Reply.stall("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"items\"")),
				Fault.of("no HTTP", "upstream-unavailable", 503, -1, Reply.reset("SSH-2.0-OpenSSH\r\n\r\n")),
				Fault.of("HTML", "upstream-malformed", 502, 1, Reply.of(200, "<!DOCTYPE html><html>" + LEAK)),
				Fault.of("empty", "upstream-malformed", 502, 1, Reply.of(200, "")),
				Fault.of("only a mark", "upstream-malformed", 502, 1, Reply.of(200, "\uFEFF")),
				Fault.of("204", "upstream-malformed", 502, 1,
						(connection) -> connection.getOutputStream()
							.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
				Fault.of("array", "upstream-malformed", 502, 1, Reply.of(200, "[{\"items\":[]}]")),
				Fault.of("error with 200", "upstream-malformed", 502, 1, Reply.of(200, body)),
				Fault.of("NaN", "upstream-malformed", 502, 1, Reply.of(200, "{\"items\":[NaN]}")),
				Fault.of("deep", "upstream-malformed", 502, 1,
						Reply.of(200, "{\"items\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}")),
				Fault.of("30 MB", "upstream-malformed", 502, 1, Reply.of(200, thirtyMegabytes())),
				Fault.of("gzip of 30 MB", "upstream-malformed", 502, 1,
						Reply.of(200, gzip(thirtyMegabytes()), "Content-Encoding: gzip")),
				Fault.of("Latin-1", "upstream-malformed", 502, 1,
						Reply.of(200, "{\"items\":[\"\u00e9\"]}".getBytes(StandardCharsets.ISO_8859_1))),
				Fault.of("UTF-16", "upstream-malformed", 502, 1,
						Reply.of(200, RawPartnerCenter.REPORT.getBytes(StandardCharsets.UTF_16))),
				Fault.of("no gzip", "upstream-malformed", 502, 1,
						Reply.of(200, RawPartnerCenter.REPORT, "Content-Encoding: gzip")),
				Fault.of("cut gzip", "upstream-malformed", 502, -1,
						Reply.of(200, Arrays.copyOf(gzip(report()), 40), "Content-Encoding: gzip")),
				Fault.of("unknown coding", "upstream-malformed", 502, 1,
						Reply.of(200, new byte[] { 1, 2, 3 }, "Content-Encoding: br")),
				Fault.of("redirect", "upstream-malformed", 502, 1,
						Reply.of(302, "", "Location: http://127.0.0.1:" + partnerCenter.port() + "/elsewhere")));
	}

	static Stream<Fault> tokenFaults() {
		String grant = "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: " + LEAK + "\"}";
		String client = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: " + LEAK + "\"}";
		return Stream.of( //
				Fault.of("400", "upstream-credentials", 502, 0, Reply.of(400, grant)),
				Fault.of("401", "upstream-credentials", 502, 0, Reply.of(401, client)),
				Fault.of("429", "upstream-unavailable", 503, 0, Reply.of(429, "", "Retry-After: 60")),
				Fault.of("500", "upstream-unavailable", 503, 0, Reply.of(500, LEAK)),
				Fault.of("reset", "upstream-unavailable", 503, 0, Reply.reset("")),
				Fault.of("hang", "upstream-timeout", 504, 0, Reply.stall("")),
				Fault.of("HTML", "upstream-malformed", 502, 0, Reply.of(200, "<html>" + LEAK)),
				Fault.of("redirect", "upstream-malformed", 502, 0, Reply.of(302, "", "Location: /elsewhere")),
				Fault.of("no token", "upstream-malformed", 502, 0, Reply.of(200, "{\"token_type\":\"Bearer\"}")));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void getWhenPartnerCenterFailsServesWhatIsStoredOrTheRightProblem(Fault fault) throws Exception {
		assertFault(fault, () -> partnerCenter.report(fault.reply()));
	}

	@ParameterizedTest
	@MethodSource("tokenFaults")
	void getWhenTokenEndpointFailsServesWhatIsStoredOrTheRightProblem(Fault fault) throws Exception {
		assertFault(fault, () -> {
			partnerCenter.revokeTokens();
			partnerCenter.token(fault.reply());
		});
		assertThat(partnerCenter.reportRequests()).as("never without a token")
			.allMatch((head) -> head.contains("Bearer token-"));
	}

	@Test
	void getWhenConnectionIsRefusedServesWhatIsStoredOrTheRightProblem() throws Exception {
		Fault refused = Fault.of("refused", "upstream-unavailable", 503, 0, Reply.reset(""));
		assertFault(refused, () -> {
			try {
				partnerCenter.goAway();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	@Test
	void getWhenTokenIsRefusedOnceRenewsItAndRepeatsTheCallOnce() throws Exception {
		this.gateway.get(USAGE, "X-Locale", newCulture());
		int tokens = partnerCenter.tokenRequests();
		partnerCenter.revokeTokens();
		partnerCenter.reportRequests().clear();
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", newCulture());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(partnerCenter.tokenRequests()).isEqualTo(tokens + 1);
		assertThat(partnerCenter.reportRequests()).hasSize(2);
	}

	@Test
	void getWhenAppOnlyTokenIsForbiddenSaysThatTheGrantMustBeAnother() throws Exception {
		partnerCenter.report(Reply.of(403, "{\"code\":\"900329\",\"description\":\"App-only\"}"));
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", newCulture());
		assertThat(json(response).get("detail").asString()).contains("partner-center.token.grant", "refresh-token");
		assertThat(json(response).get("code").asString()).isEqualTo("900329");
		assertThat(json(response).get("description").asString()).isEqualTo("App-only");
	}

	@ParameterizedTest
	@MethodSource
	void getWhenTokenLivesForAnOddTimeUsesItForThisCall(String expiresIn) throws Exception {
		partnerCenter.revokeTokens();
		String token = "token-" + (partnerCenter.tokenRequests() + 1);
		partnerCenter
			.token(Reply.of(200, "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"%s}".formatted(token, expiresIn)));
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", newCulture());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(partnerCenter.reportRequests().getLast()).contains("Bearer " + token);
	}

	static Stream<String> getWhenTokenLivesForAnOddTimeUsesItForThisCall() {
		return Stream.of("", ",\"expires_in\":0", ",\"expires_in\":-1", ",\"expires_in\":\"2\"",
				",\"expires_in\":null");
	}

	@Test
	void getWhileLeftAloneAsksNothingThenProbesOnce() throws Exception {
		partnerCenter.report(Reply.of(429, "", "Retry-After: 60"));
		assertThat(header(this.gateway.get(USAGE, "X-Locale", newCulture()), "Retry-After")).isEqualTo("60");
		this.clock.advance(Duration.ofSeconds(20));
		for (int i = 0; i < 10; i++) {
			HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", newCulture());
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(header(response, "Retry-After")).isEqualTo("40");
		}
		assertThat(partnerCenter.reportRequests()).hasSize(1);
		this.clock.advance(Duration.ofSeconds(40));
		this.gateway.get(USAGE, "X-Locale", newCulture());
		assertThat(partnerCenter.reportRequests()).hasSize(2);
	}

	@Test
	void getWhenPartnerCenterForbidsStoringStoresNothing() throws Exception {
		partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT, "Cache-Control: private, no-store"));
		String culture = newCulture();
		for (int i = 1; i <= 2; i++) {
			HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", culture);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(header(response, "Cache-Status")).isEqualTo("partner-license-gateway; fwd=miss");
			assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
			assertThat(partnerCenter.reportRequests()).hasSize(i);
		}
	}

	@Test
	void getWhenPartnerCenterTurnsToForbidStoringNeverGoesBackToTheOlderReport() throws Exception {
		String culture = newCulture();
		String older = "{\"totalCount\":0,\"items\":[],\"older\":true}";
		partnerCenter.report(Reply.of(200, older));
		assertThat(this.gateway.get(USAGE, "X-Locale", culture).body()).asString().isEqualTo(older);
		partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT, "Cache-Control: no-cache"));
		this.clock.advance(Duration.ofMinutes(20));
		// Whoever triggers the refresh may still see what there was before it.
		await().until(() -> !new String(this.gateway.get(USAGE, "X-Locale", culture).body(), StandardCharsets.UTF_8)
			.equals(older));
		assertThat(header(this.gateway.get(USAGE, "X-Locale", culture), "Cache-Control")).isEqualTo("no-store");
		partnerCenter.report(Reply.of(503, "{}"));
		assertThat(this.gateway.get(USAGE, "X-Locale", culture).statusCode()).isEqualTo(503);
	}

	@Test
	void getWhenPartnerCenterAllowsLessTimeKeepsToThat() throws Exception {
		partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT, "Cache-Control: max-age=60"));
		String culture = newCulture();
		this.gateway.get(USAGE, "X-Locale", culture);
		this.clock.advance(Duration.ofSeconds(20));
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "X-Locale", culture);
		assertThat(header(response, "Cache-Control")).isEqualTo("private, max-age=60");
		assertThat(header(response, "Age")).isEqualTo("20");
		assertThat(header(response, "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=40");
	}

	private void assertFault(Fault fault, Runnable begin) throws Exception {
		String culture = newCulture();
		HttpResponse<byte[]> stored = this.gateway.get(USAGE, "X-Locale", culture);
		assertThat(stored.statusCode()).isEqualTo(200);
		this.clock.advance(Duration.ofHours(1));
		partnerCenter.reportRequests().clear();
		begin.run();

		HttpResponse<byte[]> warm = this.gateway.get(USAGE, "X-Locale", culture);
		assertThat(warm.statusCode()).isEqualTo(200);
		assertThat(warm.body()).isEqualTo(RawPartnerCenter.REPORT.getBytes(StandardCharsets.UTF_8));
		assertThat(header(warm, "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=-2700");
		assertThat(header(warm, "ETag")).isEqualTo(header(stored, "ETag"));

		if (fault.calls() > 0) {
			assertThat(partnerCenter.reportRequests()).hasSize(fault.calls());
		}

		// Past the back-off, but not past the memory of the failure.
		this.clock.advance(Duration.ofMinutes(6));
		partnerCenter.reportRequests().clear();
		HttpResponse<byte[]> cold = this.gateway.get(USAGE, "X-Locale", newCulture());
		assertThat(cold.statusCode()).isEqualTo(fault.status());
		JsonNode problem = json(cold);
		assertThat(problem.get("type").asString()).endsWith(":" + fault.type());
		assertThat(new String(cold.body(), StandardCharsets.UTF_8)).doesNotContain(LEAK, "Exception", "the-secret",
				"127.0.0.1");
		assertThat(header(cold, "Retry-After").isEmpty()).isEqualTo(fault.status() != 503);
		if (fault.calls() > 0) {
			assertThat(partnerCenter.reportRequests()).as("a probe").hasSize(1);
		}
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

	private static byte[] report() {
		return RawPartnerCenter.REPORT.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] thirtyMegabytes() {
		byte[] body = new byte[30 * 1024 * 1024];
		Arrays.fill(body, (byte) ' ');
		byte[] report = report();
		System.arraycopy(report, 0, body, 0, report.length);
		return body;
	}

	private static byte[] gzip(byte[] body) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * Something that goes wrong.
	 *
	 * @param name what
	 * @param type what callers see of it with nothing stored
	 * @param status the same
	 * @param calls how many requests for the report that takes; 0 or less if it does not
	 * matter
	 * @param reply how it goes wrong
	 */
	record Fault(String name, String type, int status, int calls, Reply reply) {

		static Fault of(String name, String type, int status, int calls, Reply reply) {
			return new Fault(name, type, status, calls, reply);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
