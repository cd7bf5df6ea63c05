package org.partnergateway.cache;

import java.time.Duration;

import org.partnergateway.cache.store.Cached;

/**
 * The value that a caller gets.
 *
 * @param cached the value, with its age and time to live
 * @param age its age when it was handed out
 * @param outcome how it came about
 * @param replaced whether a value was stored for the key when the caller asked, but had
 * to be loaded anew: the difference between a miss and a revalidation
 * @param stored whether it is in the store
 * @param <V> the type of the value
 */
public record Found<V>(Cached<V> cached, Duration age, Outcome outcome, boolean replaced, boolean stored) {

	/**
	 * How an answer came about.
	 */
	public enum Outcome {

		/** Stored, and within its time to live. */
		FRESH,

		/** Stored, past its time to live, and being refreshed in the background. */
		REFRESHING,

		/** Stored, past its time to live, and used because the origin fails. */
		STALE,

		/** Loaded for this caller. */
		FETCHED,

		/** Loaded for another caller, whose flight this one joined. */
		COLLAPSED

	}

	/**
	 * How much longer the value is fresh at the moment of the answer.
	 * @return the time left; negative when it is past its time to live
	 */
	public Duration timeLeft() {
		return this.cached.timeToLive().minus(this.age);
	}

}
