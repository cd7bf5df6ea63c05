package org.partnergateway.cache.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Starts loads that are sure to end: a load that throws, or that takes too long, has
 * failed. What such a load returns later is dropped.
 */
public final class TimedLoads {

	private final CacheClock clock;

	public TimedLoads(CacheClock clock) {
		this.clock = clock;
	}

	/**
	 * Starts a load.
	 * @param timeout the longest it may take
	 * @return its result; never more than the timeout away
	 */
	public <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> load, Duration timeout) {
		CompletableFuture<T> result = new CompletableFuture<>();
		try {
			// First, so that even a load that blocks keeps nobody else waiting.
			Future<?> alarm = schedule(() -> timeOut(result, timeout), timeout);
			var _ = result.whenComplete((loaded, failure) -> alarm.cancel(false));
			CompletableFuture<T> loading = load.get();
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

	private Future<?> schedule(Runnable alarm, Duration timeout) {
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		return this.clock.scheduler().schedule(this::sound, alarm, nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Away from the scheduler's thread, but in any case.
	 */
	private void sound(Runnable alarm) {
		try {
			this.clock.background().execute(alarm);
		}
		catch (RuntimeException | Error ex) {
			// Rejected, or out of threads.
			alarm.run();
		}
	}

	private static void timeOut(CompletableFuture<?> result, Duration timeout) {
		result.completeExceptionally(new TimeoutException("no value within " + timeout));
	}

}
