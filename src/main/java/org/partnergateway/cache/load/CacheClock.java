package org.partnergateway.cache.load;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Everything a {@code ReadThroughCache} knows of time and threads, so that a test can
 * hold all of it still.
 *
 * @param now the time of day, for ages
 * @param ticker elapsed time, for back-offs and the outer bound of the store
 * @param scheduler what ends a load that hangs
 * @param background where loads start that no caller waits for, away from the caller's
 * thread and what is bound to it
 */
public record CacheClock(InstantSource now, Ticker ticker, Scheduler scheduler, Executor background) {

	/**
	 * Real time.
	 * @param background where loads start that no caller waits for
	 * @return the system's clock, ticker and scheduler
	 */
	public static CacheClock system(Executor background) {
		// Not Scheduler.systemScheduler(): that keeps a cancelled task, and what it
		// refers to (a whole value), until the task would have run.
		Scheduler scheduler = Scheduler.forScheduledExecutorService(ForkJoinPool.commonPool());
		return new CacheClock(InstantSource.system(), Ticker.systemTicker(), scheduler, background);
	}

}
