package org.partnergateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.GatewayProcess;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;
import org.partnergateway.harness.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;

/**
 * Tests for two gateways, each in a JVM of its own, that share a real Redis. They run one
 * after the other on the same two, from what leaves nothing behind to what does.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ReplicaTests {

	private static final String CUSTOMER = "/v1/customers/%s/analytics/licenses/usage";

	private static final Reply EMPTY = Reply.of(200, "{\"totalCount\":0,\"items\":[]}");

	private final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private RedisServer redis;

	private GatewayProcess one;

	private GatewayProcess other;

	@BeforeAll
	void start(@TempDir Path directory) throws IOException {
		this.redis = new RedisServer();
		this.one = gateway(directory);
		this.other = gateway(directory);
		await().atMost(Duration.ofMinutes(2))
			.until(() -> this.one.probe("readiness") == 200 && this.other.probe("readiness") == 200);
	}

	@AfterAll
	void stop() throws IOException {
		if (this.redis != null) {
			this.one.close();
			this.other.close();
			this.redis.close();
		}
		this.partnerCenter.close();
	}

	@Test
	@Order(1)
	void replicasMakeOneCallAndServeTheSame() throws Exception {
		await().until(() -> status(this.one) == 200 && status(this.other) == 200);
		HttpResponse<byte[]> first = client(this.one).get(USAGE);
		HttpResponse<byte[]> second = client(this.other).get(USAGE);
		assertThat(second.body()).isEqualTo(first.body());
		for (String name : List.of("ETag", "MS-CV", "MS-ServerId")) {
			assertThat(header(second, name)).isNotEmpty().isEqualTo(header(first, name));
		}
		// Deployment and usage, kept warm by both.
		assertThat(this.partnerCenter.reportRequests()).hasSize(2);

		String customer = customer();
		List<CompletableFuture<HttpResponse<byte[]>>> herd = IntStream.range(0, 200)
			.mapToObj((i) -> client((i % 2 == 0) ? this.one : this.other).getAsync(customer))
			.toList();
		assertThat(herd).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		assertThat(this.partnerCenter.reportRequests()).hasSize(3);
		assertThat(this.redis.run("KEYS *")).doesNotContain("token", "the-secret");
		assertThat(entries()).noneMatch((entry) -> entry.contains("token-") || entry.contains("the-secret"));
	}

	@Test
	@Order(2)
	void replicaThatStartsDuringAnOutageServesWhatOthersStored(@TempDir Path directory) throws Exception {
		await().until(() -> status(this.one) == 200 && status(this.other) == 200);
		this.partnerCenter.report(Reply.of(503, ""));
		int before = this.partnerCenter.reportRequests().size();
		try (GatewayProcess fresh = gateway(directory)) {
			await().atMost(Duration.ofMinutes(2)).until(() -> fresh.probe("readiness") == 200);
			HttpResponse<byte[]> answer = client(fresh).get(USAGE);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(header(answer, "Cache-Status")).startsWith("partner-license-gateway; hit");
		}
		assertThat(this.partnerCenter.reportRequests()).hasSize(before);
		this.partnerCenter.report(EMPTY);
	}

	@Test
	@Order(5)
	void replicasHeedWhatPartnerCenterHasAskedOfOneOfThem() throws Exception {
		await().until(() -> status(this.one) == 200 && status(this.other) == 200);
		this.partnerCenter.report(Reply.of(429, "", "Retry-After: 57"));
		assertThat(client(this.one).get(customer()).statusCode()).isEqualTo(503);
		this.partnerCenter.report(EMPTY);
		int before = this.partnerCenter.reportRequests().size();
		HttpResponse<byte[]> refused = client(this.other).get(customer());
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("problem:upstream-throttled");
		assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 57);
		assertThat(this.partnerCenter.reportRequests()).hasSize(before);
	}

	@Test
	@Order(3)
	void nonsenseInRedisHarmsNobody() throws Exception {
		await().until(() -> status(this.one) == 200 && status(this.other) == 200);
		String nonsense = "left-alone-until:99999999999999";
		for (String command : List.of("SET %s:claim " + nonsense, "SET %s:claim left-alone PX 86400000",
				"LPUSH %s:claim a", "SET %s nonsense", "SADD %s a", "SETRANGE %s 20000000 x")) {
			String customer = UUID.randomUUID().toString();
			String name = "partner-license-gateway:{127.0.0.1/t/customer-usage/%s/en-US?}".formatted(customer);
			assertThat(this.redis.run(command.formatted(name))).doesNotStartWith("-");
			assertThat(client(this.one).get(CUSTOMER.formatted(customer)).statusCode()).as(command).isEqualTo(200);
			await().untilAsserted(
					() -> assertThat(this.redis.run("GETRANGE %s 0 0".formatted(name))).startsWith("$1\r\n\u0001"));
			HttpResponse<byte[]> second = client(this.other).get(CUSTOMER.formatted(customer));
			assertThat(header(second, "Cache-Status")).as(command).contains("hit");
		}
		assertThat(this.one.metrics()).contains("cache_shared_available{cache=\"reports\"} 1.0");
	}

	@Test
	@Order(4)
	void replicasWithoutRedisAreAsGoodAsAlone() throws Exception {
		await().until(() -> status(this.one) == 200 && status(this.other) == 200);
		this.redis.pause();
		assertThat(client(this.one).get(USAGE).statusCode()).isEqualTo(200);
		assertThat(client(this.one).get(customer()).statusCode()).isEqualTo(200);
		this.redis.resume();
		this.redis.kill();
		for (int i = 0; i < 20; i++) {
			assertThat(client(this.one).get(customer()).statusCode()).isEqualTo(200);
			assertThat(client(this.other).get(customer()).statusCode()).isEqualTo(200);
		}
		assertThat(List.of(this.one.probe("readiness"), this.one.probe("liveness"))).containsOnly(200);
		this.redis.restart();
		// When it is used again, the one finds what the other has fetched.
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			String customer = customer();
			client(this.one).get(customer);
			return header(client(this.other).get(customer), "Cache-Status").contains("hit");
		});
	}

	private Stream<String> entries() throws IOException {
		return this.redis.run("KEYS *")
			.lines()
			.filter((line) -> line.startsWith("partner-license-gateway:"))
			.map((name) -> {
				try {
					return this.redis.run("GET " + name).toLowerCase(Locale.ROOT);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
	}

	private static int status(GatewayProcess gateway) throws Exception {
		return client(gateway).get(USAGE).statusCode();
	}

	private static GatewayClient client(GatewayProcess gateway) {
		return new GatewayClient(gateway.port());
	}

	private static String customer() {
		return CUSTOMER.formatted(UUID.randomUUID());
	}

	private GatewayProcess gateway(Path directory) throws IOException {
		// Patient with a busy machine, where a command may take longer than it should.
		String upstream = "http://127.0.0.1:" + this.partnerCenter.port();
		return new GatewayProcess(directory, "--reports.shared-store=redis",
				"--spring.data.redis.port=" + this.redis.port(), "--spring.data.redis.timeout=5s",
				"--partner-center.base-url=" + upstream, "--partner-center.token.uri=" + upstream + "/token",
				"--partner-center.token.tenant-id=t", "--partner-center.token.client-id=c",
				"--partner-center.token.client-secret=the-secret");
	}

}
