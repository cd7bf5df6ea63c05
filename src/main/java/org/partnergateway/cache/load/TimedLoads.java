package org.partnergateway.cache.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Starts loads with a time limit. A load that throws, or that takes too long, has failed,
 * and what it returns later is dropped.
 */
public final class TimedLoads {

	private final CacheClock clock;

	public TimedLoads(CacheClock clock) {
		this.clock = clock;
	}

	/**
	 * Starts a load.
	 * @param timeout the longest time that it may take
	 * @return its result, which is complete within the timeout
	 */
	public <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> load, Duration timeout) {
		CompletableFuture<T> result = new CompletableFuture<>();
		try {
			// Scheduled before the load starts, so that callers are released even if the
			// load blocks.
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
			// Has an effect only if the alarm came first.
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
	 * Runs the alarm in the background, or on the scheduler's thread if that fails.
	 */
	private void sound(Runnable alarm) {
		try {
			this.clock.background().execute(alarm);
		}
		catch (RuntimeException | Error ex) {
			// Rejected, or no thread left.
			alarm.run();
		}
	}

	private static void timeOut(CompletableFuture<?> result, Duration timeout) {
		result.completeExceptionally(new TimeoutException("no value within " + timeout));
	}

}
