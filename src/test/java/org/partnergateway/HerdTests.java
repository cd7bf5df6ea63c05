package org.partnergateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
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
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for very many callers at once, each on a connection of its own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "reports.max-waiting=10000",
				"callers.authentication=none", "partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
				"partner-center.token.client-secret=s", "partner-center.attempt-timeout=60s",
				"partner-center.deadline=60s" })
@Import(MovableClock.Wiring.class)
class HerdTests {

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private static final String HIT = "partner-license-gateway; hit; ttl=900";

	private final MovableClock clock;

	private final MeterRegistry meters;

	private final GatewayClient gateway;

	private final int port;

	HerdTests(MovableClock clock, MeterRegistry meters, @LocalServerPort int port) {
		this.clock = clock;
		this.meters = meters;
		this.gateway = new GatewayClient(port);
		this.port = port;
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
		partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT));
		this.clock.advance(Duration.ofDays(30));
		partnerCenter.reportRequests().clear();
	}

	@Test
	void getWhenAThousandAskForAColdReportMakesOneCallWithOneToken() throws Exception {
		int tokens = partnerCenter.tokenRequests();
		partnerCenter.revokeTokens();
		Map<String, Integer> statuses = herd(1000, "fi-FI");
		assertOneFetched(statuses, 1000, "miss");
		assertThat(partnerCenter.reportRequests().stream().filter((head) -> head.contains("token-" + (tokens + 1))))
			.hasSize(1);
		assertThat(partnerCenter.tokenRequests()).isEqualTo(tokens + 1);
	}

	@Test
	void getWhenAThousandAskForAnExpiredReportMakesOneCall() throws Exception {
		this.gateway.get(USAGE, "X-Locale", "nb-NO");
		this.clock.advance(Duration.ofHours(1));
		partnerCenter.reportRequests().clear();
		Map<String, Integer> statuses = herd(1000, "nb-NO");
		assertOneFetched(statuses, 1000, "stale");
		assertThat(partnerCenter.reportRequests()).hasSize(1);
	}

	@Test
	void getWhenThousandsWaitAnswersEverybodyElse() throws Exception {
		this.gateway.get(DEPLOYMENT);
		Map<String, Integer> statuses = herd(5000, "is-IS", () -> {
			for (int i = 0; i < 50; i++) {
				assertThat(GatewayClient.header(this.gateway.get(DEPLOYMENT), "Cache-Status")).isEqualTo(HIT);
			}
		});
		assertOneFetched(statuses, 5000, "miss");
		assertThat(partnerCenter.reportRequests().stream().filter((head) -> head.contains(USAGE))).hasSize(1);
	}

	/**
	 * One caller had it fetched and the others waited, but for those on their way to the
	 * store when it came.
	 */
	private static void assertOneFetched(Map<String, Integer> statuses, int size, String why) {
		String forwarded = "partner-license-gateway; fwd=" + why;
		assertThat(statuses).containsEntry(forwarded + "; stored", 1)
			.containsKey(forwarded + "; collapsed")
			.doesNotContainKey("");
		assertThat(statuses.keySet()).isSubsetOf(forwarded + "; stored", forwarded + "; collapsed", HIT);
		assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(size);
	}

	private Map<String, Integer> herd(int size, String culture) throws Exception {
		return herd(size, culture, () -> {
		});
	}

	/**
	 * Lets callers ask, all of them before Partner Center answers, and counts what they
	 * are answered with.
	 */
	private Map<String, Integer> herd(int size, String culture, Meanwhile meanwhile) throws Exception {
		CountDownLatch latch = new CountDownLatch(1);
		partnerCenter.report(Reply.after(latch, Reply.of(200, RawPartnerCenter.REPORT)));
		List<Socket> callers = new ArrayList<>();
		try {
			for (int i = 0; i < size; i++) {
				callers.add(ask(culture));
			}
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting() >= size);
			meanwhile.happens();
			latch.countDown();
			Map<String, Integer> statuses = new HashMap<>();
			for (Socket caller : callers) {
				statuses.merge(cacheStatus(caller), 1, Integer::sum);
			}
			return statuses;
		}
		finally {
			latch.countDown();
			for (Socket caller : callers) {
				caller.close();
			}
		}
	}

	private Socket ask(String culture) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
		socket.getOutputStream()
			.write("GET %s HTTP/1.1\r\nHost: x\r\nX-Locale: %s\r\nConnection: close\r\n\r\n".formatted(USAGE, culture)
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static String cacheStatus(Socket socket) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		assertThat(reader.readLine()).startsWith("HTTP/1.1 200");
		List<String> lines = reader.lines().toList();
		assertThat(lines.getLast()).isEqualTo(RawPartnerCenter.REPORT);
		return lines.stream()
			.filter((line) -> line.startsWith("Cache-Status: "))
			.map((line) -> line.substring("Cache-Status: ".length()))
			.findFirst()
			.orElse("");
	}

	private int waiting() {
		return (int) this.meters.get("reports.waiting").gauge().value();
	}

	@FunctionalInterface
	private interface Meanwhile {

		void happens() throws Exception;

	}

}
