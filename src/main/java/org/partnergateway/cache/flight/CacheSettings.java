package org.partnergateway.cache.flight;

import java.time.Duration;

import org.partnergateway.cache.failure.BackOffPolicy;
import org.partnergateway.cache.store.FreshnessPolicy;

/**
 * The settings of a {@code ReadThroughCache}.
 *
 * @param freshness how long values are used
 * @param backOff how long the origin is left alone after a failure
 * @param loadTimeout the longest time that a load may take; then it is cancelled and has
 * failed
 * @param answerTimeToLive how long a failure that is an answer is remembered; zero for
 * not at all
 * @param mostBytes the bound of the store, in bytes
 */
public record CacheSettings(FreshnessPolicy freshness, BackOffPolicy backOff, Duration loadTimeout,
		Duration answerTimeToLive, long mostBytes) {
}
