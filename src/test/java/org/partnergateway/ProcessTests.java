package org.partnergateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayProcess;
import org.partnergateway.harness.Load;
import org.partnergateway.harness.RawConnection.Answer;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for how the gateway's process begins and ends: what only a process can show.
 */
class ProcessTests {

	private static final Reply REPORT = Reply.of(200, RawPartnerCenter.REPORT);

	private final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	@TempDir
	private Path directory;

	@Test
	void terminateUnderLoadLosesNoRequest() throws Exception {
		// Tomcat closes a connection after some requests anyway, which would look like a
		// drain.
		try (this.partnerCenter;
				GatewayProcess gateway = start("--server.tomcat.max-keep-alive-requests=-1",
						"--logging.level.org.springframework.web.servlet.PageNotFound=error");
				ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
			patience().until(() -> gateway.probe("readiness") == 200);
			// Partner Center begins to be slow when both reports are stored.
			assertThat(gateway.get(USAGE).status()).isEqualTo(200);
			assertThat(gateway.get(DEPLOYMENT).status()).isEqualTo(200);
			CountDownLatch slow = new CountDownLatch(1);
			this.partnerCenter.report(Reply.after(slow, REPORT));
			this.partnerCenter.reportRequests().clear();
			CompletableFuture<Answer> waiting = CompletableFuture
				.supplyAsync(() -> get(gateway, USAGE, "X-Locale: da-DK"), caller);
			patience().until(() -> !this.partnerCenter.reportRequests().isEmpty());

			try (Load load = new Load(gateway.port())) {
				patience().until(() -> load.keptOpen() > 300);
				assertThat(load.closed()).isZero();
				gateway.terminate();
				patience().until(() -> gateway.probe("readiness") == 503);
				// Callers do not know of that at once.
				patience().until(() -> load.closed() > 300 || !load.losses().isEmpty());
				load.end();
				assertThat(load.losses()).isEmpty();
			}

			patience().until(() -> !gateway.isListening());
			assertThat(waiting).isNotDone();
			assertThat(gateway.probe("readiness")).isEqualTo(503);
			slow.countDown();
			Answer answer = waiting.get(20, TimeUnit.SECONDS);
			assertThat(answer.status()).as(answer::head).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(RawPartnerCenter.REPORT);
			assertThat(answer.closes()).as(answer::head).isTrue();
			assertThat(gateway.exitStatus()).as(gateway::log).isZero();
		}
	}

	@Test
	void startWithoutPartnerCenterIsReadyAndRecoversByItself() throws Exception {
		this.partnerCenter.goAway();
		try (this.partnerCenter; GatewayProcess gateway = start()) {
			patience().until(() -> gateway.probe("readiness") == 200);
			assertThat(gateway.probe("liveness")).isEqualTo(200);
			for (String report : new String[] { USAGE, DEPLOYMENT }) {
				Answer answer = gateway.get(report);
				assertThat(answer.status()).as(answer::head).isEqualTo(503);
				assertThat(answer.head()).containsPattern("\r\nRetry-After: [1-9][0-9]*\r\n");
				assertThat(answer.body()).contains("upstream-unavailable");
			}
			assertThat(gateway.probe("readiness")).isEqualTo(200);
			this.partnerCenter.returnToWork();
			patience().until(() -> gateway.get(USAGE).status() == 200 && gateway.get(DEPLOYMENT).status() == 200);
			gateway.terminate();
			assertThat(gateway.exitStatus()).as(gateway::log).isZero();
		}
	}

	@Test
	void terminateWhileARefreshHangsDoesNotWaitForIt() throws Exception {
		this.partnerCenter.report(Reply.stall(""));
		try (this.partnerCenter;
				GatewayProcess gateway = start("--partner-center.attempt-timeout=1m", "--partner-center.deadline=2m")) {
			patience().until(() -> gateway.probe("readiness") == 200);
			patience().until(() -> this.partnerCenter.reportRequests().size() == 2);
			long began = System.nanoTime();
			gateway.terminate();
			assertThat(gateway.exitStatus()).as(gateway::log).isZero();
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void startWhenItFailsSaysSo() throws Exception {
		try (this.partnerCenter; GatewayProcess gateway = start("--partner-center.token.refresh-token-file=x")) {
			assertThat(gateway.exitStatus()).isEqualTo(1);
			assertThat(gateway.log()).contains("partner-center.token.refresh-token-file");
		}
	}

	private GatewayProcess start(String... arguments) throws IOException {
		String url = "http://127.0.0.1:" + this.partnerCenter.port();
		Stream<String> common = Stream.of("--partner-center.base-url=" + url,
				"--partner-center.token.uri=" + url + "/token", "--partner-center.token.tenant-id=t",
				"--partner-center.token.client-id=c", "--partner-center.token.client-secret=s");
		return new GatewayProcess(this.directory, Stream.concat(common, Stream.of(arguments)).toArray(String[]::new));
	}

	private static Answer get(GatewayProcess gateway, String path, String... headers) {
		try {
			return gateway.get(path, headers);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
	}

}
