package org.partnergateway.cache.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.TestBackground;
import org.partnergateway.cache.TestOrigin;
import org.partnergateway.cache.TestTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimedLoads}.
 */
class TimedLoadsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(25);

	private static final Loaded<String> ONE = new Loaded<>("one", true, TestOrigin.UNLIMITED);

	private final TestTime time = new TestTime();

	private final TestBackground background = new TestBackground();

	private final TimedLoads loads = new TimedLoads(this.time.clock(this.background));

	private final CompletableFuture<Loaded<String>> loading = new CompletableFuture<>();

	@Test
	void startWhenLoadReturnsReturnsThatAndCancelsTheAlarm() {
		CompletableFuture<Loaded<String>> result = start(() -> this.loading);
		assertThat(this.time.alarms()).isOne();
		this.loading.complete(ONE);
		assertThat(result.resultNow()).isSameAs(ONE);
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void startWhenLoadIsOverAtOnceLeavesNoAlarm() {
		assertThat(start(() -> CompletableFuture.completedFuture(ONE)).resultNow()).isSameAs(ONE);
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void startWhenLoadFailsFailsWithThat() {
		IllegalStateException failure = new IllegalStateException("no");
		CompletableFuture<Loaded<String>> result = start(() -> this.loading);
		this.loading.completeExceptionally(failure);
		assertThat(result.exceptionNow()).isSameAs(failure);
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void startWhenLoadThrowsFailsWithThat() {
		IllegalStateException failure = new IllegalStateException("no");
		CompletableFuture<Loaded<String>> result = start(() -> {
			throw failure;
		});
		assertThat(result.exceptionNow()).isSameAs(failure);
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void startWhenLoadThrowsErrorFailsWithThat() {
		AssertionError failure = new AssertionError("no");
		CompletableFuture<Loaded<String>> result = start(() -> {
			throw failure;
		});
		assertThat(result.exceptionNow()).isSameAs(failure);
	}

	@Test
	@SuppressWarnings("NullAway") // What a careless load may do.
	void startWhenLoadIsNullFails() {
		CompletableFuture<Loaded<String>> result = start(() -> null);
		assertThat(result.exceptionNow()).isInstanceOf(NullPointerException.class);
		assertThat(this.time.alarms()).isZero();
	}

	@Test
	void startWhenLoadHangsTimesOutNotANanosecondEarlier() {
		CompletableFuture<Loaded<String>> result = start(() -> this.loading);
		advance(TIMEOUT.minusNanos(1));
		assertThat(result).isNotDone();
		advance(Duration.ofNanos(1));
		assertThat(result.exceptionNow()).isInstanceOf(TimeoutException.class).hasMessage("no value within PT25S");
	}

	@Test
	void startWhenLoadHangsCancelsIt() {
		var _ = start(() -> this.loading);
		advance(TIMEOUT);
		assertThat(this.loading).isCancelled();
	}

	@Test
	void startWhenLoadReturnsInTimeDoesNotCancelIt() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Loaded<String>> observed = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterrupt) {
				cancelled.set(super.cancel(mayInterrupt));
				return cancelled.get();
			}

		};
		var _ = start(() -> observed);
		observed.complete(ONE);
		assertThat(cancelled).isFalse();
	}

	@Test
	void startWhenCancelledLoadReturnsAfterAllDropsIt() {
		CompletableFuture<Loaded<String>> stubborn = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterrupt) {
				return false;
			}

		};
		CompletableFuture<Loaded<String>> result = start(() -> stubborn);
		advance(TIMEOUT);
		stubborn.complete(ONE);
		assertThat(result.exceptionNow()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void startWhenBackgroundIsBusyTimesOutAllTheSame() {
		CompletableFuture<Loaded<String>> result = start(() -> this.loading);
		this.background.rejecting(true);
		this.time.advance(TIMEOUT);
		assertThat(result.exceptionNow()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void startWhenBackgroundIsFreeTimesOutThere() {
		CompletableFuture<Loaded<String>> result = start(() -> this.loading);
		this.time.advance(TIMEOUT);
		assertThat(result).isNotDone();
		this.background.run();
		assertThat(result).isCompletedExceptionally();
	}

	@Test
	void startWhenLoadBlocksTimesOutForTheOthers() {
		CompletableFuture<Loaded<String>> result = start(() -> {
			advance(TIMEOUT);
			return this.loading;
		});
		assertThat(result.exceptionNow()).isInstanceOf(TimeoutException.class);
		assertThat(this.loading).isCancelled();
	}

	@Test
	void startWhenSchedulerFailsFailsWithoutLoading() {
		AtomicBoolean started = new AtomicBoolean();
		CacheClock clock = new CacheClock(this.time, this.time, (executor, command, delay, unit) -> {
			throw new RejectedExecutionException("shut down");
		}, this.background);
		CompletableFuture<Loaded<String>> result = new TimedLoads(clock).start(() -> {
			started.set(true);
			return this.loading;
		}, TIMEOUT);
		assertThat(result.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
		assertThat(started).isFalse();
	}

	@Test
	void startWhenTimeoutIsLongerThanNanosecondsCountDoesNotOverflow() {
		AtomicLong scheduled = new AtomicLong();
		CacheClock clock = new CacheClock(this.time, this.time, (executor, command, delay, unit) -> {
			scheduled.set(unit.convert(delay, TimeUnit.NANOSECONDS));
			return new CompletableFuture<>();
		}, this.background);
		var _ = new TimedLoads(clock).start(() -> this.loading, Duration.ofDays(400_000));
		assertThat(scheduled).hasValue(Long.MAX_VALUE);
	}

	private void advance(Duration duration) {
		this.time.advance(duration);
		this.background.run();
	}

	private CompletableFuture<Loaded<String>> start(Supplier<CompletableFuture<Loaded<String>>> load) {
		return this.loads.start(load, TIMEOUT);
	}

}
