package org.partnergateway.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

import org.springframework.data.redis.core.ReactiveRedisTemplate;

/**
 * Makes shared stores in the Redis that {@code spring.data.redis.*} names.
 */
public final class RedisStores {

	private final ReactiveRedisTemplate<String, byte[]> redis;

	private final Duration timeout;

	RedisStores(ReactiveRedisTemplate<String, byte[]> redis, Duration timeout) {
		this.redis = redis;
		this.timeout = timeout;
	}

	/**
	 * Makes a store.
	 * @param name what a key is called; the same for every replica that is to share, and
	 * for no other
	 * @param values the form of the values
	 * @param kept how long an entry is kept
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @return the store
	 */
	public <K, V> SharedStore<K, V> create(Function<K, String> name, ValueFormat<V> values, Duration kept) {
		return new RedisStore<>(this.redis, name, new EntryFormat<>(values), kept, this.timeout,
				InstantSource.system());
	}

}
