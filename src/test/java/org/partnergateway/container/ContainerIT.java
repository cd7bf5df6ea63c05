package org.partnergateway.container;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.HealthCheck;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.container.GatewayContainer.DEPLOYMENT;
import static org.partnergateway.container.GatewayContainer.USAGE;

/**
 * Tests for the gateway in its container.
 */
@NeedsDocker
class ContainerIT {

	private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

	// With this a JVM that cannot use the AOT cache does not start.
	private static final String AOT_OR_NOTHING = "-XX:AOTMode=on";

	private static final long MEGABYTE = 1024 * 1024;

	private static final Pattern HEAP = Pattern.compile("jvm_memory_max_bytes\\{area=\"heap\",[^}]*} (\\S+)");

	@SuppressWarnings("NullAway.Init")
	private static GatewayContainer gateway;

	@BeforeAll
	static void start() {
		gateway = GatewayContainer.sandbox().withEnv(TOOL_OPTIONS, AOT_OR_NOTHING);
		gateway.start();
	}

	@AfterAll
	static void stop() {
		gateway.stop();
	}

	@ParameterizedTest
	@CsvSource({ DEPLOYMENT + ", partner-deployment.json", USAGE + ", partner-usage.json" })
	void partnerReportIsTheSandboxsSample(String path, String sample) throws Exception {
		HttpResponse<String> answer = gateway.get(path);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(resource("/org/partnergateway/sandbox/" + sample));
	}

	@Test
	void processIsNobodyAndMayDoNothing() throws Exception {
		assertThat(gateway.execInContainer("cat", "/proc/1/status").getStdout().lines()).contains("Name:\tjava",
				"Uid:\t10001\t10001\t10001\t10001", "Gid:\t10001\t10001\t10001\t10001", "CapInh:\t0000000000000000",
				"CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000",
				"CapAmb:\t0000000000000000", "NoNewPrivs:\t1");
	}

	@Test
	void fileSystemIsReadOnlyButForTmp() throws Exception {
		assertThat(gateway.execInContainer("touch", "/var/lib/partner-license-gateway/file").getStderr())
			.contains("Read-only file system");
		assertThat(gateway.execInContainer("touch", "/tmp/file").getExitCode()).isZero();
	}

	@Test
	void componentsAreNotListedToWhoeverAsks() throws Exception {
		assertThat(gateway.manage("/actuator/info").statusCode()).isEqualTo(200);
		assertThat(gateway.manage("/actuator/sbom").statusCode()).isEqualTo(404);
		assertThat(gateway.manage("/actuator/sbom/application").statusCode()).isEqualTo(404);
	}

	@Test
	void aotCacheIsUsed() throws Exception {
		assertThat(gateway.execInContainer("cat", "/proc/1/maps").getStdout()).contains("/app/gateway.aot");
	}

	@Test
	void aotCacheThatDoesNotFitIsFatalToNobodyButThisTest() throws Exception {
		assertThat(java().getExitCode()).isZero();
		assertThat(java("-XX:-UseCompactObjectHeaders").getExitCode()).isOne();
		assertThat(java("-XX:-UseCompactObjectHeaders", "-XX:AOTMode=auto").getExitCode()).isZero();
	}

	@Test
	void anyUserOfGroupZeroWritesToNowhereButInTmpAndMayWriteTheRefreshToken() throws Exception {
		// As OpenShift chooses one for each namespace.
		try (GatewayContainer open = GatewayContainer.sandbox()
			.withEnv(TOOL_OPTIONS, AOT_OR_NOTHING)
			.withCreateContainerCmdModifier((create) -> create.withUser("1000660000:0"))
			.withHostConfig((host) -> host.withReadonlyRootfs(false).withTmpFs(Map.of()))) {
			open.start();
			assertThat(open.get(USAGE).statusCode()).isEqualTo(200);
			List<ChangeLog> changes = open.getDockerClient().containerDiffCmd(open.getContainerId()).exec();
			assertThat(changes).extracting(ChangeLog::getPath)
				.isNotEmpty()
				.allMatch((path) -> path.equals("/tmp") || path.startsWith("/tmp/"));
			assertThat(open.execInContainer("touch", "/var/lib/partner-license-gateway/file").getExitCode()).isZero();
		}
	}

	@Test
	void terminateLetsARequestInFlightFinishAndEndsWithSuccess() throws Exception {
		try (Network network = Network.newNetwork();
				PartnerCenterContainer partnerCenter = new PartnerCenterContainer(network);
				GatewayContainer stopped = GatewayContainer.over(partnerCenter)) {
			partnerCenter.start();
			partnerCenter.hold();
			stopped.start();
			CompletableFuture<HttpResponse<String>> waiting = stopped.getAsync(USAGE);
			patience().until(() -> partnerCenter.calls() == 1);
			stopped.signal("TERM");
			patience().until(() -> stopped.readiness() == 503);
			assertThat(waiting).isNotDone();
			partnerCenter.release();
			HttpResponse<String> answer = waiting.get(20, TimeUnit.SECONDS);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(PartnerCenterStub.REPORT);
			assertThat(stopped.exitStatus()).as(stopped::getLogs).isZero();
		}
	}

	@Test
	void memoryIsSharedOutByTheLimitOfTheContainer() throws Exception {
		try (GatewayContainer small = GatewayContainer.sandbox()
			.withEnv(TOOL_OPTIONS, AOT_OR_NOTHING)
			.withHostConfig((host) -> host.withMemory(256 * MEGABYTE).withMemorySwap(256 * MEGABYTE))) {
			small.start();
			assertThat(small.get(USAGE).statusCode()).isEqualTo(200);
			assertThat(small.get(DEPLOYMENT).statusCode()).isEqualTo(200);
			// One of the two survivor spaces does not count.
			assertThat(heap(small)).isBetween(64.0 * MEGABYTE, 77.0 * MEGABYTE);
		}
	}

	@Test
	void healthFollowsReadinessOnWhateverPort() {
		Duration often = Duration.ofSeconds(1);
		try (GatewayContainer checked = GatewayContainer.sandbox(9081)
			.withCreateContainerCmdModifier((create) -> create.withHealthcheck(
					new HealthCheck().withInterval(often.toNanos()).withTimeout(2 * often.toNanos()).withRetries(2)))) {
			checked.start();
			patience().until(checked::health, "healthy"::equals);
			checked.signal("STOP");
			patience().until(checked::health, "unhealthy"::equals);
			checked.signal("CONT");
			patience().until(checked::health, "healthy"::equals);
		}
	}

	/**
	 * Starts a JVM beside the gateway's, as that was started but for some options.
	 */
	private static ExecResult java(String... options) throws IOException, InterruptedException {
		Stream<String> command = Stream.of("java", "-XX:Flags=jvm.flags", "-XX:AOTCache=gateway.aot", "-cp",
				"partner-license-gateway.jar");
		return gateway.execInContainer(Stream.of(command, Stream.of(options), Stream.of("-version"))
			.flatMap((part) -> part)
			.toArray(String[]::new));
	}

	private static double heap(GatewayContainer gateway) throws IOException, InterruptedException {
		return HEAP.matcher(gateway.manage("/actuator/prometheus").body())
			.results()
			.map((MatchResult result) -> result.group(1))
			.mapToDouble(Double::parseDouble)
			.sum();
	}

	private static String resource(String name) throws IOException {
		try (InputStream in = Objects.requireNonNull(ContainerIT.class.getResourceAsStream(name))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

}
