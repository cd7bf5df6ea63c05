package org.partnergateway.wire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.threads.TaskQueue;
import org.junit.jupiter.api.Test;
import org.partnergateway.wire.YieldingExecutor.RequestThread;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link YieldingExecutor}.
 */
class YieldingExecutorTests {

	private final AtomicLong micros = new AtomicLong();

	private final AtomicInteger yields = new AtomicInteger();

	@Test
	void executeWhenMuchWaitsYieldsAfterEachShare() throws Exception {
		// After two each, as long as more than four wait: after the second and the
		// fourth.
		run(10, 400);
		assertThat(this.yields).hasValue(2);
	}

	@Test
	void executeWhenShareIsNotOverDoesNotYield() throws Exception {
		run(10, 69);
		assertThat(this.yields).hasValue(0);
	}

	@Test
	void executeWhenLittleWaitsDoesNotYield() throws Exception {
		run(5, 5_000);
		assertThat(this.yields).hasValue(0);
	}

	@Test
	void installKeepsWhatTheConnectorHad() throws Exception {
		Http11NioProtocol protocol = new Http11NioProtocol();
		protocol.setPort(8080);
		protocol.setMaxThreads(7);
		protocol.setMinSpareThreads(3);
		Connector connector = new Connector(protocol);
		YieldingExecutor.install(connector, protocol);
		YieldingExecutor executor = (YieldingExecutor) protocol.getExecutor();
		assertThat(executor.getMaximumPoolSize()).isEqualTo(7);
		assertThat(executor.getCorePoolSize()).isEqualTo(3);
		Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, executor).get();
		assertThat(thread.getName()).matches("http-nio-8080-exec-[1-3]");
		assertThat(thread.isDaemon()).isTrue();
		connector.destroy();
		assertThat(executor.isShutdown()).isTrue();
	}

	/**
	 * Runs requests on a single thread, which all wait before the first begins.
	 */
	private void run(int requests, long microsEach) throws InterruptedException {
		YieldingExecutor executor = new YieldingExecutor(1, 1, new TaskQueue(100),
				(work) -> new RequestThread(work, "test"), () -> TimeUnit.MICROSECONDS.toNanos(this.micros.get()),
				this.yields::incrementAndGet);
		CountDownLatch all = new CountDownLatch(1);
		for (int i = 0; i < requests; i++) {
			boolean first = i == 0;
			executor.execute(() -> {
				if (first) {
					awaitUninterruptibly(all);
				}
				this.micros.addAndGet(microsEach);
			});
		}
		all.countDown();
		executor.shutdown();
		assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
