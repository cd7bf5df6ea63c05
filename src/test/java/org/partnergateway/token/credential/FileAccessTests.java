package org.partnergateway.token.credential;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileAccess}.
 */
class FileAccessTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final FileAccess access = FileAccess.of("files", this.time, Duration.ofSeconds(2));

	@Test
	void callWorksOnAThreadOfItsOwn() {
		Thread thread = this.access.call(Thread::currentThread).block();
		assertThat(thread).isNotNull().satisfies((used) -> {
			assertThat(used.getName()).isEqualTo("files");
			assertThat(used.isDaemon()).isTrue();
		});
	}

	@Test
	void callThatHangsFailsAndIsNotInterrupted() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CompletableFuture<@Nullable Boolean> hanging = this.access.call(() -> {
			begun.countDown();
			answered.await();
			return interrupted.complete(Thread.interrupted());
		}).toFuture();
		AtomicBoolean second = new AtomicBoolean();
		CompletableFuture<@Nullable Boolean> waiting = this.access.call(() -> second.getAndSet(true)).toFuture();
		begun.await();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(hanging.handle((result, failure) -> failure))
			.isCompletedWithValueMatching(TimeoutException.class::isInstance);
		assertThat(waiting).isCompletedExceptionally();
		answered.countDown();
		assertThat(interrupted.join()).isFalse();
		this.access.call(() -> true).block();
		assertThat(second).as("nobody waited for it any more").isFalse();
	}

}
