package org.partnergateway.cache.flight;

import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.store.LocalStore;

/**
 * The objects that the parts of a cache share.
 *
 * @param settings the settings
 * @param store the entries
 * @param backOffs the back-offs of the keys
 * @param failures what a failure means
 * @param clock time and threads
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record CacheParts<K, V>(CacheSettings settings, LocalStore<K, V> store, KeyBackOffs<K> backOffs,
		FailurePolicy<K> failures, CacheClock clock) {
}
