package org.partnergateway.cache.flight;

import java.time.Duration;

import org.partnergateway.cache.failure.BackOffPolicy;
import org.partnergateway.cache.store.FreshnessPolicy;

/**
 * The knobs of a {@code ReadThroughCache}.
 *
 * @param freshness how long values are used
 * @param backOff how long the origin is left alone after a failure
 * @param loadTimeout the longest a load may take; then it is cancelled and has failed
 * @param answerTimeToLive how long a failure that is an answer stands for the next ones
 * who ask; zero for not at all
 * @param mostBytes the bound of what is stored
 */
public record CacheSettings(FreshnessPolicy freshness, BackOffPolicy backOff, Duration loadTimeout,
		Duration answerTimeToLive, long mostBytes) {
}
