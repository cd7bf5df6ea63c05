package org.partnergateway.cache.store;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Remembers when the newest value of each key was fetched, stored or not. No older value
 * may be served after it, neither from a caller that looked before nor from a replica
 * that does not know the newer one. Times are compared in milliseconds, the precision in
 * which replicas exchange them. Bounded in number: keys that have not been loaded for
 * long are forgotten.
 *
 * @param <K> the type of the keys
 */
public final class NewestSeen<K> {

	/**
	 * How far two clocks may differ, or one may be set back, for their times to be
	 * compared. A time further in the future comes from a clock that was wrong.
	 */
	public static final Duration DRIFT = Duration.ofMinutes(5);

	private static final long MOST_KEYS = 10_000;

	private final Cache<K, Instant> newest;

	NewestSeen(Duration longestUse, Ticker ticker) {
		this.newest = Caffeine.newBuilder()
			.maximumSize(MOST_KEYS)
			.expireAfterWrite(longestUse)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Whether a newer value has been seen.
	 */
	boolean isOutdated(K key, Instant fetchedAt) {
		Instant known = this.newest.getIfPresent(key);
		return known != null && fetchedAt.toEpochMilli() < known.toEpochMilli();
	}

	void note(K key, Instant fetchedAt) {
		this.newest.put(key, fetchedAt);
	}

	/**
	 * The time to note for a value that has just been fetched: the present, or one
	 * millisecond after the last one if the clock was set back since.
	 */
	Instant next(K key, Instant now) {
		Instant known = this.newest.getIfPresent(key);
		return (known != null && known.isAfter(now) && isComparable(known, now)) ? known.plusMillis(1) : now;
	}

	/**
	 * Whether a time is not so far in the future that its clock must be wrong.
	 */
	static boolean isComparable(Instant time, Instant now) {
		return !time.isAfter(now.plus(DRIFT));
	}

}
