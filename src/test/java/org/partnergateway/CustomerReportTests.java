package org.partnergateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for the reports about one customer, of whom there may be any number, and some of
 * whom do not exist.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "callers.authentication=none",
				"partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
				"partner-center.token.client-secret=the-secret" })
@Import(MovableClock.Wiring.class)
class CustomerReportTests {

	private static final String BODY = "{\"totalCount\":1,\"items\":[{\"licensesSold\":206.0,\"customerName\":\"Müller 東京\"}]}";

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private final MovableClock clock;

	private final GatewayClient gateway;

	private final String customer = UUID.randomUUID().toString();

	CustomerReportTests(MovableClock clock, @LocalServerPort int port) {
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
	void reset() throws Exception {
		partnerCenter.report(Reply.of(200, "\uFEFF" + BODY));
		this.clock.advance(Duration.ofHours(1));
		// Where the test before has opened the breaker, this closes it.
		assertThat(this.gateway.get(path(UUID.randomUUID().toString(), "usage")).statusCode()).isEqualTo(200);
		partnerCenter.reportRequests().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deployment", "usage" })
	void getWhenCustomerIsSpelledInAnyWayAsksOnce(String report) throws Exception {
		String path = path(this.customer, report);
		HttpResponse<byte[]> first = this.gateway.get(path.toUpperCase(Locale.ROOT));
		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.body()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
		assertThat(header(first, "Cache-Status")).isEqualTo("partner-license-gateway; fwd=miss; stored");
		for (String same : List.of(path, path + "/", "/" + path, path + "?top=1", path.replace("-", "%2D"))) {
			HttpResponse<byte[]> next = this.gateway.get(same);
			assertThat(header(next, "Cache-Status")).startsWith("partner-license-gateway; hit");
			assertThat(next.body()).isEqualTo(first.body());
			assertThat(header(next, "ETag")).isEqualTo(header(first, "ETag"));
		}
		assertThat(partnerCenter.reportRequests()).singleElement()
			.asString()
			.startsWith("GET " + path + " HTTP/1.1\r\n");
	}

	@Test
	void getWhenPartnerCenterForbidsStoringStoresAllTheSame() throws Exception {
		partnerCenter.report(
				Reply.of(200, BODY, "Cache-Control: private, no-cache, max-age=0", "Pragma: no-cache", "Expires: -1"));
		String path = path(this.customer, "usage");
		assertThat(header(this.gateway.get(path), "Cache-Control")).isEqualTo("private, max-age=900");
		assertThat(header(this.gateway.get(path), "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=900");
		assertThat(partnerCenter.reportRequests()).hasSize(1);
	}

	@Test
	void getWhenCustomersDifferAsksForEach() throws Exception {
		String other = UUID.randomUUID().toString();
		this.gateway.get(path(this.customer, "usage"));
		this.gateway.get(path(other, "usage"));
		this.gateway.get(path(other, "deployment"));
		assertThat(partnerCenter.reportRequests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "x", "0a1b2c3d-4e5f-6789-abcd-ef012345678g",
			"%7B0a1b2c3d-4e5f-6789-abcd-ef0123456789%7D", "%E2%80%8B", "0a1b2c3d-4e5f-6789-abcd-ef0123456789%20" })
	void getWhenCustomerIsNoGuidIs400AndAsksNobody(String customer) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path(customer, "usage"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(json(response).path("type").asString()).endsWith(":invalid-parameter");
		assertThat(json(response).path("detail").asString()).contains("customer-id", "GUID");
		assertThat(partnerCenter.reportRequests()).isEmpty();
	}

	@Test
	void getWhenCustomerDoesNotExistIs404AndIsRememberedForAMinute() throws Exception {
		partnerCenter.report(Reply.of(404, "{\"code\":60003,\"description\":\"Tenant not found.\"}"));
		for (int i = 0; i < 3; i++) {
			HttpResponse<byte[]> response = this.gateway.get(path(this.customer, "usage"));
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(json(response).path("type").asString()).endsWith(":not-found");
			assertThat(json(response).path("code").asString()).isEqualTo("60003");
			assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		}
		assertThat(partnerCenter.reportRequests()).hasSize(1);
		partnerCenter.report(Reply.of(200, BODY));
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(this.gateway.get(path(this.customer, "usage")).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenCustomerHasGoneIs404InThePlaceOfWhatIsStored() throws Exception {
		this.gateway.get(path(this.customer, "usage"));
		partnerCenter.report(Reply.of(404, "{\"code\":1000}"));
		this.clock.advance(Duration.ofMinutes(31));
		assertThat(this.gateway.get(path(this.customer, "usage")).statusCode()).isEqualTo(404);
		partnerCenter.report(Reply.of(503, "", "Retry-After: 300"));
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(this.gateway.get(path(this.customer, "usage")).statusCode()).isEqualTo(503);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>not found</html>", "{\"Message\":\"An error has occurred.\"}" })
	void getWhenAFrontDoorKnowsNoSuchPathIsWhatIsStored(String body) throws Exception {
		byte[] stored = this.gateway.get(path(this.customer, "usage")).body();
		partnerCenter.report(Reply.of(404, body));
		this.clock.advance(Duration.ofMinutes(31));
		assertThat(this.gateway.get(path(this.customer, "usage")).body()).isEqualTo(stored);
		partnerCenter.report(Reply.of(503, ""));
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(this.gateway.get(path(this.customer, "usage")).body()).isEqualTo(stored);
	}

	@Test
	void getWhenCustomerHasLeftIs403EvenThoughAReportIsStored() throws Exception {
		byte[] stored = this.gateway.get(path(this.customer, "usage")).body();
		partnerCenter.report(Reply.of(403, "{\"code\":\"1002\",\"description\":\"no relationship\"}"));
		this.clock.advance(Duration.ofMinutes(31));
		for (int i = 0; i < 3; i++) {
			assertThat(this.gateway.get(path(this.customer, "usage")).statusCode()).isEqualTo(403);
		}
		partnerCenter.report(Reply.of(503, "", "Retry-After: 300"));
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(this.gateway.get(path(this.customer, "usage")).body()).isEqualTo(stored);
	}

	@Test
	void getWhenPartnerCenterFailsIsWhatIsStored() throws Exception {
		this.gateway.get(path(this.customer, "usage"));
		partnerCenter.report(Reply.of(503, ""));
		this.clock.advance(Duration.ofHours(71));
		HttpResponse<byte[]> response = this.gateway.get(path(this.customer, "usage"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Cache-Status")).startsWith("partner-license-gateway; hit; ttl=-");
	}

	@Test
	void getWhenOneCustomerFailsAnswersForAnother() throws Exception {
		partnerCenter.report(Reply.of(403, "{\"code\":20002}"));
		HttpResponse<byte[]> refused = this.gateway.get(path(this.customer, "usage"));
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(json(refused).path("type").asString()).endsWith(":customer-forbidden");
		assertThat(json(refused).path("detail").asString()).contains("no relationship");
		partnerCenter.report(Reply.of(200, BODY));
		assertThat(this.gateway.get(path(this.customer, "usage")).statusCode()).isEqualTo(403);
		assertThat(this.gateway.get(path(UUID.randomUUID().toString(), "usage")).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenAHundredWaitForTwentyCustomersAsksOnceForEachAndEightAtATime() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		partnerCenter.report(Reply.after(held, Reply.of(200, BODY)));
		List<String> customers = IntStream.range(0, 20).mapToObj((i) -> UUID.randomUUID().toString()).toList();
		List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 100)
			.mapToObj((i) -> this.gateway.getAsync(path(customers.get(i % 20), "usage")))
			.toList();
		await().until(() -> partnerCenter.reportRequests().size() == 8);
		held.countDown();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		assertThat(partnerCenter.reportRequests()).hasSize(20).doesNotHaveDuplicates();
	}

	private static String path(String customer, String report) {
		return "/v1/customers/%s/analytics/licenses/%s".formatted(customer, report);
	}

}
