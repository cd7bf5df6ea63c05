package org.partnergateway.token;

import reactor.core.scheduler.Scheduler;

/**
 * The source of time of {@link AccessTokens}. A test can control it.
 *
 * @param scheduler the time of day, and timers
 */
public record TokenClock(Scheduler scheduler) {
}
