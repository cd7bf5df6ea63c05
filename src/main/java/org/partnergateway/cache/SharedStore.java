package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Where replicas put what they loaded, and tell one another what they are loading. Every
 * method returns at once, and its future is complete within a short time, exceptionally
 * if the store is slow or gone. Safe for use by any thread.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface SharedStore<K, V> {

	/**
	 * Looks what there is for a key.
	 */
	CompletableFuture<Shelf<V>> look(K key);

	/**
	 * Claims a key, unless somebody has done so or it is to be left alone.
	 * @param claim who claims it
	 * @param lease how long the claim stands unless it is renewed
	 * @return whether it is claimed now
	 */
	CompletableFuture<Boolean> claim(K key, String claim, Duration lease);

	/**
	 * Lets a claim stand for longer, if it still does.
	 */
	CompletableFuture<Void> renew(K key, String claim, Duration lease);

	/**
	 * Gives a claim up, if it still stands.
	 */
	CompletableFuture<Void> release(K key, String claim);

	/**
	 * Turns a claim, if it still stands, into a sign that the key is to be left alone.
	 * @param delay for how long
	 */
	CompletableFuture<Void> leaveAlone(K key, String claim, Duration delay);

	/**
	 * Stores an entry in place of the one before, unless that was fetched later.
	 */
	CompletableFuture<Void> put(K key, Cached<V> entry);

	/**
	 * Removes an entry that was fetched before something that is not stored, and leaves a
	 * note for replicas that have a copy of it.
	 * @param newer when that was fetched
	 */
	CompletableFuture<Void> outdate(K key, Instant newer);

	/**
	 * What there is for a key.
	 *
	 * @param entry the entry, or {@code null} if there is none that can be read
	 * @param outdated when something was fetched that is not stored, so that what was
	 * fetched before is out of date; {@code null} if nothing was after the entry
	 * @param claimed whether somebody is loading it
	 * @param leftAlone how much longer it is to be left alone after it failed for
	 * somebody; zero if it is not
	 * @param <V> the type of the value
	 */
	record Shelf<V>(@Nullable Cached<V> entry, @Nullable Instant outdated, boolean claimed, Duration leftAlone) {
	}

}
