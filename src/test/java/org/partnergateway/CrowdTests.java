package org.partnergateway;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
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
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for more callers than may wait.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "reports.max-waiting=2",
				"callers.authentication=none", "partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
				"partner-center.token.client-secret=s", "partner-center.attempt-timeout=60s",
				"partner-center.deadline=60s" })
@Import(MovableClock.Wiring.class)
class CrowdTests {

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private final MovableClock clock;

	private final MeterRegistry meters;

	private final GatewayClient gateway;

	CrowdTests(MovableClock clock, MeterRegistry meters, @LocalServerPort int port) {
		this.clock = clock;
		this.meters = meters;
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

	@Test
	void getWhenTooManyWaitIsAnsweredWithWhatIsStored() throws Exception {
		partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT));
		assertThat(this.gateway.get(USAGE, "X-Locale", "da-DK").statusCode()).isEqualTo(200);
		// Past its time to live and its time to be refreshed behind a caller's back.
		this.clock.advance(Duration.ofHours(1));
		CountDownLatch latch = new CountDownLatch(1);
		partnerCenter.report(Reply.after(latch, Reply.of(200, RawPartnerCenter.REPORT)));
		CompletableFuture<HttpResponse<byte[]>> first = this.gateway.getAsync(USAGE, "X-Locale", "da-DK");
		CompletableFuture<HttpResponse<byte[]>> second = this.gateway.getAsync(USAGE, "X-Locale", "da-DK");
		awaitTwoWaiting();
		HttpResponse<byte[]> third = this.gateway.get(USAGE, "X-Locale", "da-DK");
		assertThat(third.statusCode()).isEqualTo(200);
		assertThat(header(third, "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=-2700");
		latch.countDown();
		assertThat(first.join().statusCode()).isEqualTo(200);
		assertThat(second.join().statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenTooManyWaitIsUnavailableAtOnceAndTakesNothingFromThoseWhoDo() throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		partnerCenter.report(Reply.after(latch, Reply.of(200, RawPartnerCenter.REPORT)));
		CompletableFuture<HttpResponse<byte[]>> first = this.gateway.getAsync(USAGE);
		CompletableFuture<HttpResponse<byte[]>> second = this.gateway.getAsync(USAGE);
		awaitTwoWaiting();
		HttpResponse<byte[]> refused = this.gateway.get(USAGE);
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(header(refused, "Retry-After")).isEqualTo("1");
		assertThat(json(refused).get("type").asString()).endsWith("upstream-unavailable");
		assertThat(json(refused).get("detail").asString()).contains("Too many callers wait");
		latch.countDown();
		assertThat(first.join().statusCode()).isEqualTo(200);
		assertThat(second.join().statusCode()).isEqualTo(200);
		assertThat(this.gateway.get(USAGE).statusCode()).isEqualTo(200);
	}

	private void awaitTwoWaiting() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> (int) this.meters.get("reports.waiting").gauge().value() == 2);
	}

}
