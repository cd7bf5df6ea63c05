package org.partnergateway.cache.shared;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;

/**
 * Calls Redis on threads that may block, since connecting blocks, and so may the
 * continuation of an answer. Neither callers nor Redis's event loop wait for them. Signs
 * and entries have a connection each, so that no sign waits behind an entry of several
 * megabytes.
 */
final class RedisCalls {

	// Enough for the largest entry on a slow network, 10 MB at 20 Mbit/s, and less than
	// the lease of a claim.
	private static final Duration FOR_AN_ENTRY = Duration.ofSeconds(5);

	// Longer than a call may take, since connecting does. Otherwise the first look-up,
	// for what other replicas have stored, would fail.
	private static final Duration TO_CONNECT = Duration.ofSeconds(3);

	// An entry takes several times its size in memory while it is read or written.
	private static final int ENTRIES_AT_A_TIME = 2;

	private static final Executor VIRTUAL_THREADS = (task) -> Thread.ofVirtual().name("shared-store").start(task);

	private final ReactiveRedisTemplate<String, byte[]> signs;

	private final RedisConnectionFactory entries;

	private final Duration forSign;

	private final Duration forEntry;

	private final Semaphore permits = new Semaphore(ENTRIES_AT_A_TIME, true);

	/**
	 * Creates the calls.
	 * @param timeout the longest that a call about a sign may take
	 */
	RedisCalls(ReactiveRedisTemplate<String, byte[]> signs, RedisConnectionFactory entries, Duration timeout) {
		this.signs = signs;
		this.entries = entries;
		this.forSign = timeout;
		this.forEntry = forEntry(timeout);
	}

	/**
	 * The longest that a call about an entry may take.
	 * @param timeout the longest that a call about a sign may take
	 */
	static Duration forEntry(Duration timeout) {
		return Collections.max(List.of(timeout, FOR_AN_ENTRY));
	}

	/**
	 * Connects, and makes each kind of call once, so that later ones are quick.
	 */
	CompletableFuture<?> exercise() {
		String nothing = RedisStore.PREFIX + "{nothing}";
		return run(() -> {
			this.signs.execute(SignScripts.LOOK, List.of(nothing + ":claim", nothing)).blockLast();
			try (RedisConnection connection = this.entries.getConnection()) {
				return connection.stringCommands().getRange(nothing.getBytes(StandardCharsets.UTF_8), 0, 0);
			}
		}, TO_CONNECT);
	}

	/**
	 * Reads or changes a sign, or makes another call that is quick in Redis.
	 */
	<T> CompletableFuture<T> sign(Function<ReactiveRedisTemplate<String, byte[]>, Mono<T>> use) {
		return run(() -> Objects.requireNonNull(use.apply(this.signs).block(this.forSign)), this.forSign);
	}

	/**
	 * Reads or writes an entry. At most two calls run at a time; others wait.
	 */
	<T extends @Nullable Object> CompletableFuture<T> entry(EntryCall<T> use) {
		return run(() -> {
			if (!this.permits.tryAcquire(this.forEntry.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new TimeoutException("other entries took too long");
			}
			try (RedisConnection connection = this.entries.getConnection()) {
				return use.on(connection);
			}
			finally {
				this.permits.release();
			}
		}, this.forEntry);
	}

	/**
	 * Runs a task on a thread of its own.
	 * @return its result, which fails if the task takes too long, and completes on a
	 * thread that may block
	 */
	private static <T extends @Nullable Object> CompletableFuture<T> run(Callable<T> task, Duration timeout) {
		CompletableFuture<T> result = new CompletableFuture<>();
		VIRTUAL_THREADS.execute(() -> {
			try {
				result.complete(task.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		return result.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenCompleteAsync((value, failure) -> {
			// Only changes the thread, away from the one that times out.
		}, VIRTUAL_THREADS);
	}

	/**
	 * A use of the connection for entries.
	 *
	 * @param <T> the type of its result
	 */
	interface EntryCall<T extends @Nullable Object> {

		T on(RedisConnection connection) throws Exception;

	}

}
