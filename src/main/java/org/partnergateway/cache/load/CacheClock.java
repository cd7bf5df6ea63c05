package org.partnergateway.cache.load;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The sources of time and threads of a {@code ReadThroughCache}. A test can control all
 * of them.
 *
 * @param now the time of day, for ages
 * @param ticker elapsed time, for back-offs and the outer bound of the store
 * @param scheduler ends a load that hangs
 * @param background runs the start of loads that no caller waits for, away from the
 * caller's thread and its thread-bound state
 */
public record CacheClock(InstantSource now, Ticker ticker, Scheduler scheduler, Executor background) {

	/**
	 * Real time.
	 * @param background runs the start of loads that no caller waits for
	 * @return the system's clock, ticker and scheduler
	 */
	public static CacheClock system(Executor background) {
		// Not Scheduler.systemScheduler(): that retains a cancelled task, and with it a
		// whole value, until the task would have run.
		Scheduler scheduler = Scheduler.forScheduledExecutorService(ForkJoinPool.commonPool());
		return new CacheClock(InstantSource.system(), Ticker.systemTicker(), scheduler, background);
	}

}
