package org.partnergateway.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.ReactiveRedisTemplate;

/**
 * Makes shared stores in the Redis that {@code spring.data.redis.*} names.
 */
public final class RedisStores implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(RedisStores.class);

	// Connecting takes longer than a command may, and what comes first is what counts
	// most: what others have stored.
	private static final Duration LONGEST_START = Duration.ofSeconds(3);

	// After the connections, and before whatever fetches at start.
	private static final int PHASE = 1;

	private static final Executor VIRTUAL_THREADS = (task) -> Thread.ofVirtual().name("shared-store").start(task);

	private final ReactiveRedisTemplate<String, byte[]> redis;

	private final Duration timeout;

	private volatile boolean running;

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
		return new RedisStore<>(this.redis, name, new EntryFormat<>(values), kept, this.timeout, VIRTUAL_THREADS,
				InstantSource.system());
	}

	/**
	 * Connects, so that the first use need not. A start without Redis is a start.
	 */
	@Override
	public void start() {
		this.running = true;
		CompletableFuture<?> connected = CompletableFuture.runAsync(() -> RedisStore.exercise(this.redis),
				VIRTUAL_THREADS);
		try {
			connected.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The shared store cannot be reached yet: {}", ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
