package org.partnergateway.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;

/**
 * Everything that {@link AccessTokens} know of time, so that a test can move it.
 *
 * @param scheduler the time of day, and timers
 */
public record TokenClock(Scheduler scheduler) {

	/**
	 * The time of day alone.
	 */
	InstantSource instants() {
		return () -> Instant.ofEpochMilli(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

}
