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
 * Uses Redis on threads that may block, since connecting does, and so does what follows
 * from an answer: neither callers nor Redis's event loop wait for it. Signs and entries
 * have a connection each, so that no sign waits behind an entry of some megabytes.
 */
final class RedisCalls {

	// What a slow network needs for the largest entry, 10 MB at 20 Mbit/s; less than a
	// claim stands.
	private static final Duration FOR_AN_ENTRY = Duration.ofSeconds(5);

	// Connecting takes longer than a call may, and what comes first is what counts most:
	// what others have stored.
	private static final Duration TO_CONNECT = Duration.ofSeconds(3);

	// Each takes several times its size in memory while it is read or written.
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
	 * @param timeout the same for a sign
	 */
	static Duration forEntry(Duration timeout) {
		return Collections.max(List.of(timeout, FOR_AN_ENTRY));
	}

	/**
	 * Connects, and does once what is to be done quickly later.
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
	 * Reads or changes a sign, or does something else that takes Redis no time.
	 */
	<T> CompletableFuture<T> sign(Function<ReactiveRedisTemplate<String, byte[]>, Mono<T>> use) {
		return run(() -> Objects.requireNonNull(use.apply(this.signs).block(this.forSign)), this.forSign);
	}

	/**
	 * Reads or writes an entry. Few do so at a time, the others wait.
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
	 * Does something on a thread of its own.
	 * @return what comes of it; exceptionally if that takes too long. Completes on such a
	 * thread, too
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
			// Nothing but the change of threads, from the one that tells of the timeout.
		}, VIRTUAL_THREADS);
	}

	/**
	 * A use of the connection for entries.
	 *
	 * @param <T> what comes of it
	 */
	interface EntryCall<T extends @Nullable Object> {

		T on(RedisConnection connection) throws Exception;

	}

}
