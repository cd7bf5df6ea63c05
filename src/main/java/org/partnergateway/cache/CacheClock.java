package org.partnergateway.cache;

import java.time.InstantSource;
import java.util.concurrent.Executor;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Everything a {@link ReadThroughCache} knows of time and threads, so that a test can
 * hold all of it still.
 *
 * @param now the time of day, for ages and back-offs
 * @param ticker elapsed time, for the outer bound of the store
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
		return new CacheClock(InstantSource.system(), Ticker.systemTicker(), Scheduler.systemScheduler(), background);
	}

}
