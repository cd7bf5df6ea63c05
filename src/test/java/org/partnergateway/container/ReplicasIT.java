package org.partnergateway.container;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.container.GatewayContainer.DEPLOYMENT;
import static org.partnergateway.container.GatewayContainer.USAGE;

/**
 * Tests for two gateways that share what they fetch, with parts of their surroundings
 * taken away.
 */
@NeedsDocker
class ReplicasIT {

	private static final String REDIS_ALIAS = "redis";

	private static final int REDIS_PORT = 6379;

	private final Network network = Network.newNetwork();

	private final PartnerCenterContainer partnerCenter = new PartnerCenterContainer(this.network);

	private final GenericContainer<?> redis = new GenericContainer<>(BaseImages.REDIS).withNetwork(this.network)
		.withNetworkAliases(REDIS_ALIAS)
		.withExposedPorts(REDIS_PORT)
		.withCommand("redis-server", "--protected-mode", "no", "--save", "")
		.waitingFor(Wait.forListeningPort());

	private final GatewayContainer one = replica();

	private final GatewayContainer other = replica();

	@BeforeEach
	void start() {
		Stream.of(this.partnerCenter, this.redis).parallel().forEach(GenericContainer::start);
		Stream.of(this.one, this.other).parallel().forEach(GenericContainer::start);
	}

	@AfterEach
	void stop() {
		Stream.of(this.one, this.other, this.redis, this.partnerCenter).parallel().forEach(GenericContainer::stop);
		this.network.close();
	}

	@Test
	void herdAtBothMakesOneCall() throws Exception {
		this.partnerCenter.hold();
		List<CompletableFuture<HttpResponse<String>>> herd = IntStream.range(0, 50)
			.mapToObj((number) -> ((number % 2 == 0) ? this.one : this.other).getAsync(USAGE))
			.toList();
		patience().until(() -> this.partnerCenter.calls() == 1);
		this.partnerCenter.release();
		for (CompletableFuture<HttpResponse<String>> caller : herd) {
			assertIsReport(caller.join());
		}
		assertThat(this.partnerCenter.calls()).isOne();
	}

	@Test
	void redisThatHangsIsWaitedForByNobody() throws Exception {
		assertIsReport(this.one.get(USAGE));
		this.redis.getDockerClient().pauseContainerCmd(this.redis.getContainerId()).exec();
		assertEachGoesOnAlone();
		this.redis.getDockerClient().unpauseContainerCmd(this.redis.getContainerId()).exec();
		patience().until(this::isShared);
	}

	@Test
	void redisThatDiesTakesNobodyAlong() throws Exception {
		assertIsReport(this.one.get(USAGE));
		this.redis.getDockerClient().killContainerCmd(this.redis.getContainerId()).exec();
		assertEachGoesOnAlone();
	}

	/**
	 * The one has a report, and the other has to fetch it.
	 */
	private void assertEachGoesOnAlone() throws Exception {
		assertIsReport(this.one.get(USAGE));
		assertThat(this.partnerCenter.calls()).isOne();
		assertIsReport(this.one.get(DEPLOYMENT));
		assertIsReport(this.other.get(DEPLOYMENT));
		assertIsReport(this.other.get(USAGE));
		assertThat(this.partnerCenter.calls()).isEqualTo(4);
		for (GatewayContainer replica : List.of(this.one, this.other)) {
			assertThat(replica.manage("/actuator/health/readiness").statusCode()).isEqualTo(200);
			assertThat(replica.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
		}
	}

	private boolean isShared() throws Exception {
		int calls = this.partnerCenter.calls();
		String path = "/v1/customers/" + UUID.randomUUID() + "/analytics/licenses/usage";
		assertIsReport(this.one.get(path));
		assertIsReport(this.other.get(path));
		return this.partnerCenter.calls() == calls + 1;
	}

	private GatewayContainer replica() {
		return GatewayContainer.over(this.partnerCenter)
			.withEnv("REPORTS_SHARED_STORE", "redis")
			.withEnv("SPRING_DATA_REDIS_HOST", REDIS_ALIAS);
	}

	private static void assertIsReport(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(PartnerCenterStub.REPORT);
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

}
