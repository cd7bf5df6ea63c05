package org.partnergateway.cache.store;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Decides the state of a stored value from its age. Each bound is inclusive: at exactly
 * {@code timeToLive} a value is still fresh.
 *
 * @param timeToLive how long a value is fresh, unless its entry has a shorter time to
 * live
 * @param staleWhileRevalidate how long after the time to live a value is served while it
 * is refreshed; zero for never
 * @param staleIfError how long after its fetch a value may be served instead of a
 * failure. It does not shorten the other two times; zero means that a value past them is
 * never served
 */
public record FreshnessPolicy(Duration timeToLive, Duration staleWhileRevalidate, Duration staleIfError) {

	public Freshness freshness(Duration age, Duration entryTimeToLive) {
		if (age.compareTo(entryTimeToLive) <= 0) {
			return Freshness.FRESH;
		}
		if (age.compareTo(entryTimeToLive.plus(this.staleWhileRevalidate)) <= 0) {
			return Freshness.REFRESHING;
		}
		return (age.compareTo(this.staleIfError) <= 0) ? Freshness.STALE : Freshness.EXPIRED;
	}

	/**
	 * The time to live of a value whose origin allows at most {@code maxAge}; zero if
	 * that is negative.
	 */
	public Duration timeToLive(Duration maxAge) {
		return Collections.max(List.of(Duration.ZERO, Collections.min(List.of(maxAge, this.timeToLive))));
	}

	/**
	 * The age past which an entry is never served.
	 * @return the age
	 */
	public Duration longestUse() {
		return Collections.max(List.of(this.timeToLive.plus(this.staleWhileRevalidate), this.staleIfError));
	}

}
