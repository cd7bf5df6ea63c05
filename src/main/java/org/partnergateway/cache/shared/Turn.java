package org.partnergateway.cache.shared;

import java.time.Duration;

import org.partnergateway.cache.store.Cached;

/**
 * What is to be done about a key, after a word with the other replicas.
 *
 * @param <V> the type of the value
 */
public sealed interface Turn<V> {

	/**
	 * Nothing: another replica has loaded it.
	 *
	 * @param entry what it loaded
	 * @param <V> the type of the value
	 */
	record Taken<V>(Cached<V> entry) implements Turn<V> {
	}

	/**
	 * Nothing for now: it has failed for another replica.
	 *
	 * @param left how much longer it is left alone
	 * @param <V> the type of the value
	 */
	record LeftAlone<V>(Duration left) implements Turn<V> {
	}

	/**
	 * To load it, and to tell how that went.
	 *
	 * @param claim whom to tell
	 * @param <V> the type of the value
	 */
	record Ours<V>(Claim<V> claim) implements Turn<V> {
	}

}
