package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.store.Cached;

/**
 * A store in which replicas put loaded values and tell one another what they are loading.
 * Each key has an entry, which may be large, and a sign, which is small and expires.
 * Every method returns at once. Its future completes within a short time on a thread that
 * may block, and fails if the store is slow or cannot be reached. Safe for use by any
 * thread.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface SharedStore<K, V> {

	/**
	 * How long a claim is valid unless it is renewed: long enough for a garbage
	 * collection pause, and short enough that others do not wait long for a replica that
	 * died.
	 */
	Duration LEASE = Duration.ofSeconds(6);

	/** The longest time that any other sign is valid. */
	Duration LONGEST_SIGN = Duration.ofMinutes(5);

	/**
	 * Looks at a key, without reading its entry.
	 */
	CompletableFuture<Shelf> look(K key);

	/**
	 * Reads the entry of a key, which takes longer than all other reads.
	 * @return the entry; {@code null} if there is none, or it cannot be read
	 */
	CompletableFuture<@Nullable Cached<V>> read(K key);

	/**
	 * Claims a key, unless it has a sign.
	 * @param claim the name of the claim
	 * @return whether it is claimed now
	 */
	CompletableFuture<Boolean> claim(K key, String claim);

	/**
	 * Extends a claim by another {@link #LEASE}, if it is still valid.
	 */
	CompletableFuture<Void> renew(K key, String claim);

	/**
	 * Gives a claim up, if it is still valid.
	 */
	CompletableFuture<Void> release(K key, String claim);

	/**
	 * Turns a claim, if it is still valid, into the sign that the key is to be left
	 * alone.
	 * @param delay for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> leaveAlone(K key, String claim, Duration delay);

	/**
	 * Turns a claim into the sign that every replica may load the key without a claim,
	 * unless the key has another sign.
	 * @param time for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> open(K key, String claim, Duration time);

	/**
	 * Tells all replicas to leave all keys alone, unless a longer pause is in force.
	 * @param delay for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> pause(Duration delay);

	/**
	 * Looks for how long all keys are to be left alone.
	 * @return the time left, never longer than {@link #LONGEST_SIGN}; zero if they are
	 * not left alone
	 */
	CompletableFuture<Duration> pause();

	/**
	 * Stores an entry in place of the one before, unless the one before was fetched
	 * later.
	 * @return whether it, or the later one, is stored; {@code false} if it cannot be
	 * stored
	 */
	CompletableFuture<Boolean> put(K key, Cached<V> entry);

	/**
	 * Removes an entry because a newer value was fetched that is not stored, and leaves a
	 * note for replicas that have a copy of the entry.
	 * @param newer when the newer value was fetched
	 */
	CompletableFuture<Void> outdate(K key, Instant newer);

	/**
	 * The state of a key.
	 *
	 * @param fetchedAt when the entry was fetched, or {@code null} if there is none
	 * @param outdated when a newer value was fetched that is not stored, so that all
	 * earlier ones are out of date; {@code null} if there is no such note
	 * @param sign its sign
	 * @param left how much longer the sign is valid unless it is changed; zero if there
	 * is none
	 */
	record Shelf(@Nullable Instant fetchedAt, @Nullable Instant outdated, Sign sign, Duration left) {
	}

	/**
	 * The sign by which replicas tell one another about a key.
	 */
	enum Sign {

		/** No sign. */
		NONE,

		/** One replica is loading it for all. */
		CLAIMED,

		/** It is to be left alone, after a load failed for a replica. */
		LEFT_ALONE,

		/** Every replica may load it for itself, since its value is not shared. */
		OPEN

	}

}
