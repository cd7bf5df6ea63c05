package org.partnergateway.token;

import reactor.core.scheduler.Scheduler;

/**
 * Everything that {@link AccessTokens} know of time, so that a test can move it.
 *
 * @param scheduler the time of day, and timers
 */
public record TokenClock(Scheduler scheduler) {
}
