package org.partnergateway.cache.shared;

import java.time.InstantSource;
import java.util.function.Function;

import org.partnergateway.cache.store.FreshnessPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Creates shared stores in the Redis that {@code spring.data.redis.*} names.
 */
public final class RedisStores implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(RedisStores.class);

	// After the connections, and before everything that fetches at the start.
	private static final int PHASE = 1;

	private final RedisCalls redis;

	private volatile boolean running;

	RedisStores(RedisCalls redis) {
		this.redis = redis;
	}

	/**
	 * Creates a store.
	 * @param owner the owner of the keys; the same for all replicas that share, and
	 * different for all others
	 * @param name gives the name of a key in Redis
	 * @param values the byte format of the values
	 * @param freshness how long values are used
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @return the store
	 */
	public <K, V> SharedStore<K, V> create(String owner, Function<K, String> name, ValueFormat<K, V> values,
			FreshnessPolicy freshness) {
		EntryFormat<K, V> format = new EntryFormat<>(values, freshness, InstantSource.system());
		return new RedisStore<>(this.redis, owner, name, format, freshness.longestUse());
	}

	/**
	 * Connects, so that the first use need not. The gateway starts without Redis, too.
	 */
	@Override
	public void start() {
		this.running = true;
		this.redis.exercise().handle((done, failure) -> {
			if (failure != null) {
				logger.warn("The shared store cannot be reached yet: {}", failure.toString());
			}
			return done;
		}).join();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
