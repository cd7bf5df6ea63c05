package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.store.Cached;

/**
 * Where replicas put what they loaded, and tell one another what they are loading. Each
 * key has an entry, which may be large, and a sign, which is small and ends by itself.
 * Every method returns at once, and its future is complete within a short time,
 * exceptionally if the store is slow or gone, on a thread that may block. Safe for use by
 * any thread.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface SharedStore<K, V> {

	/**
	 * How long a claim stands unless it is renewed: long enough for a pause of the
	 * collector, short enough not to be waited for when a replica dies.
	 */
	Duration LEASE = Duration.ofSeconds(6);

	/** The longest that any other sign stands. */
	Duration LONGEST_SIGN = Duration.ofMinutes(5);

	/**
	 * Looks what there is for a key, without reading the entry.
	 */
	CompletableFuture<Shelf> look(K key);

	/**
	 * Reads the entry of a key, which takes longer than anything else here.
	 * @return the entry; {@code null} if there is none that can be read
	 */
	CompletableFuture<@Nullable Cached<V>> read(K key);

	/**
	 * Claims a key, unless it has a sign.
	 * @param claim who claims it
	 * @return whether it is claimed now
	 */
	CompletableFuture<Boolean> claim(K key, String claim);

	/**
	 * Lets a claim stand for another {@link #LEASE}, if it still does.
	 */
	CompletableFuture<Void> renew(K key, String claim);

	/**
	 * Gives a claim up, if it still stands.
	 */
	CompletableFuture<Void> release(K key, String claim);

	/**
	 * Turns a claim, if it still stands, into the sign that the key is to be left alone.
	 * @param delay for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> leaveAlone(K key, String claim, Duration delay);

	/**
	 * Turns a claim into the sign that everybody may load the key without a claim, unless
	 * there is another sign.
	 * @param time for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> open(K key, String claim, Duration time);

	/**
	 * Has all keys left alone, by whoever asks, unless that is to last longer already.
	 * @param delay for how long; never longer than {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Void> pause(Duration delay);

	/**
	 * Looks how much longer all keys are to be left alone.
	 * @return the time left; zero if they are not, never longer than
	 * {@link #LONGEST_SIGN}
	 */
	CompletableFuture<Duration> pause();

	/**
	 * Stores an entry in place of the one before, unless that was fetched later.
	 * @return whether it, or the later one, is stored; {@code false} if it is one that
	 * cannot be
	 */
	CompletableFuture<Boolean> put(K key, Cached<V> entry);

	/**
	 * Removes an entry that was fetched before something that is not stored, and leaves a
	 * note for replicas that have a copy of it.
	 * @param newer when that was fetched
	 */
	CompletableFuture<Void> outdate(K key, Instant newer);

	/**
	 * What there is for a key.
	 *
	 * @param fetchedAt when the entry was loaded, or {@code null} if there is none
	 * @param outdated when something was fetched that is not stored, so that what was
	 * fetched before is out of date; {@code null} if nothing was after the entry
	 * @param sign its sign
	 * @param left how much longer the sign stands unless somebody changes it; zero if
	 * there is none
	 */
	record Shelf(@Nullable Instant fetchedAt, @Nullable Instant outdated, Sign sign, Duration left) {
	}

	/**
	 * What replicas tell one another of a key.
	 */
	enum Sign {

		/** Nothing. */
		NONE,

		/** Somebody is loading it for everybody. */
		CLAIMED,

		/** It is to be left alone, after it failed for somebody. */
		LEFT_ALONE,

		/** Everybody may load it alone, since its values are not shared. */
		OPEN

	}

}
