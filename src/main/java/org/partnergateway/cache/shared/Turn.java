package org.partnergateway.cache.shared;

import java.time.Duration;

import org.partnergateway.cache.store.Cached;

/**
 * What to do about a key, after a look at the shared store.
 *
 * @param <V> the type of the value
 */
public sealed interface Turn<V> {

	/**
	 * Do nothing: another replica has loaded it.
	 *
	 * @param entry the entry that it loaded
	 * @param <V> the type of the value
	 */
	record Taken<V>(Cached<V> entry) implements Turn<V> {
	}

	/**
	 * Do nothing for now: it has failed for another replica.
	 *
	 * @param left how much longer it is left alone
	 * @param <V> the type of the value
	 */
	record LeftAlone<V>(Duration left) implements Turn<V> {
	}

	/**
	 * Load it, and tell the claim how the load ended.
	 *
	 * @param claim the claim to tell
	 * @param <V> the type of the value
	 */
	record Ours<V>(Claim<V> claim) implements Turn<V> {
	}

}
