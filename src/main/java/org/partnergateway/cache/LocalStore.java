package org.partnergateway.cache;

import java.time.Duration;
import java.util.function.ToIntFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in this process, bounded in bytes. Staleness is not its business: it
 * forgets an entry only when that can no longer be of use, or to make room.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class LocalStore<K, V> {

	private final Cache<K, Cached<V>> entries;

	LocalStore(long mostBytes, ToIntFunction<V> weigher, Duration longestUse, Ticker ticker) {
		this.entries = Caffeine.newBuilder()
			.maximumWeight(mostBytes)
			.weigher((K key, Cached<V> entry) -> weigher.applyAsInt(entry.value()))
			.expireAfterWrite(longestUse)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	@Nullable Cached<V> get(K key) {
		return this.entries.getIfPresent(key);
	}

	void put(K key, Cached<V> entry) {
		this.entries.put(key, entry);
	}

	void remove(K key) {
		this.entries.invalidate(key);
	}

	/**
	 * The native cache, for its meters alone.
	 */
	Cache<K, Cached<V>> metered() {
		return this.entries;
	}

}
