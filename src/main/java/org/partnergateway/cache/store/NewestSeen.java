package org.partnergateway.cache.store;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * When the newest value of each key was fetched, stored or not. Nobody may be shown an
 * older one after it, wherever that comes from: from a caller who has looked before, or
 * from a replica that has not heard of the newer one. Times are compared in milliseconds,
 * since that is how replicas tell them. Bounded in number: of keys that nobody has loaded
 * for long it knows nothing.
 *
 * @param <K> the type of the keys
 */
public final class NewestSeen<K> {

	/**
	 * How far clocks may be apart, or one be set back, for the times that they tell to be
	 * compared. What is further in the future comes from a clock that was wrong.
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
	 * Whether something newer has been seen.
	 */
	boolean isOutdated(K key, Instant fetchedAt) {
		Instant known = this.newest.getIfPresent(key);
		return known != null && fetchedAt.toEpochMilli() < known.toEpochMilli();
	}

	void note(K key, Instant fetchedAt) {
		this.newest.put(key, fetchedAt);
	}

	/**
	 * The time to be noted of a value that has just been fetched: the present, or if the
	 * clock was set back since the last one, the moment after that.
	 */
	Instant next(K key, Instant now) {
		Instant known = this.newest.getIfPresent(key);
		return (known != null && known.isAfter(now) && isComparable(known, now)) ? known.plusMillis(1) : now;
	}

	/**
	 * Whether a time can be true.
	 */
	static boolean isComparable(Instant time, Instant now) {
		return !time.isAfter(now.plus(DRIFT));
	}

}
