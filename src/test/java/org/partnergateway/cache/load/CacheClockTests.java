package org.partnergateway.cache.load;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link CacheClock}.
 */
class CacheClockTests {

	private final Executor background = Runnable::run;

	private final CacheClock clock = CacheClock.system(this.background);

	@Test
	void systemIsRealTime() {
		assertThat(this.clock.now().instant()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
		assertThat(this.clock.ticker().read()).isCloseTo(System.nanoTime(), within(TimeUnit.MINUTES.toNanos(1)));
		assertThat(this.clock.background()).isSameAs(this.background);
	}

	@Test
	void systemWhenAlarmIsDueRunsIt() {
		CompletableFuture<String> rung = new CompletableFuture<>();
		var _ = this.clock.scheduler().schedule(this.background, () -> rung.complete("rung"), 1, TimeUnit.NANOSECONDS);
		assertThat(rung).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("rung");
	}

	@Test
	void systemWhenAlarmIsCancelledForgetsWhatItHeld() {
		WeakReference<byte[]> held = holdUntilCancelled(new byte[1_000_000]);
		Awaitility.await().until(() -> {
			System.gc();
			return held.get() == null;
		});
	}

	private WeakReference<byte[]> holdUntilCancelled(byte[] value) {
		CompletableFuture<byte[]> result = new CompletableFuture<>();
		Future<?> alarm = this.clock.scheduler()
			.schedule(this.background, () -> result.cancel(true), 1, TimeUnit.HOURS);
		result.complete(value);
		alarm.cancel(false);
		return new WeakReference<>(value);
	}

}
