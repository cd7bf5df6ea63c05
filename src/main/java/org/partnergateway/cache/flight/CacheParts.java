package org.partnergateway.cache.flight;

import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.store.LocalStore;

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
public record CacheParts<K, V>(CacheSettings settings, LocalStore<K, V> store, KeyBackOffs<K> backOffs,
		FailurePolicy<K> failures, CacheClock clock) {
}
