package org.partnergateway.cache;

/**
 * What the parts of a cache have in common.
 *
 * @param settings the knobs
 * @param store what is stored
 * @param backOffs over which keys the origin is left alone
 * @param failures what a failure means
 * @param clock time and threads
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
record CacheParts<K, V>(CacheSettings settings, LocalStore<K, V> store, KeyBackOffs<K> backOffs,
		FailurePolicy<K> failures, CacheClock clock) {
}
