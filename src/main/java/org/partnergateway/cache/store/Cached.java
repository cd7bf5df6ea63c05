package org.partnergateway.cache.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A value, with the time of its fetch and its time to live.
 *
 * @param value the value that the load returned
 * @param fetchedAt when the load returned it
 * @param timeToLive how long after {@code fetchedAt} it is fresh
 * @param <V> the type of the value
 */
public record Cached<V>(V value, Instant fetchedAt, Duration timeToLive) {

	/**
	 * The time since the fetch; never negative, even if the clock was set back.
	 * @param now the present
	 * @return the age
	 */
	public Duration age(Instant now) {
		Duration age = Duration.between(this.fetchedAt, now);
		return age.isNegative() ? Duration.ZERO : age;
	}

}
