package org.partnergateway.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Starts loads that are sure to end: a load that throws, or that takes too long, has
 * failed. What such a load returns later is dropped.
 */
final class TimedLoads {

	private final Duration timeout;

	private final CacheClock clock;

	TimedLoads(Duration timeout, CacheClock clock) {
		this.timeout = timeout;
		this.clock = clock;
	}

	/**
	 * Starts a load.
	 * @return its result; never more than the timeout away
	 */
	<V> CompletableFuture<Loaded<V>> start(Supplier<CompletableFuture<Loaded<V>>> load) {
		CompletableFuture<Loaded<V>> result = new CompletableFuture<>();
		try {
			// First, so that even a load that blocks keeps nobody else waiting.
			Future<?> alarm = schedule(() -> timeOut(result));
			var _ = result.whenComplete((loaded, failure) -> alarm.cancel(false));
			CompletableFuture<Loaded<V>> loading = load.get();
			var _ = loading.whenComplete((loaded, failure) -> {
				if (failure != null) {
					result.completeExceptionally(failure);
				}
				else {
					result.complete(loaded);
				}
			});
			// Does nothing, unless the alarm came first.
			var _ = result.whenComplete((loaded, failure) -> loading.cancel(true));
		}
		catch (Throwable ex) {
			result.completeExceptionally(ex);
		}
		return result;
	}

	private Future<?> schedule(Runnable alarm) {
		long nanos = TimeUnit.NANOSECONDS.convert(this.timeout);
		return this.clock.scheduler().schedule(this::sound, alarm, nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Away from the scheduler's thread, but in any case.
	 */
	private void sound(Runnable alarm) {
		try {
			this.clock.background().execute(alarm);
		}
		catch (RejectedExecutionException ex) {
			alarm.run();
		}
	}

	private void timeOut(CompletableFuture<?> result) {
		result.completeExceptionally(new TimeoutException("no value within " + this.timeout));
	}

}
