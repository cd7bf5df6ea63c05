package org.partnergateway.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A shared store in Redis. There are two keys for each: one for its entry, and one that
 * says who is loading it, or that it is to be left alone. Both are in the same slot of a
 * cluster.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class RedisStore<K, V> implements SharedStore<K, V> {

	private static final String PREFIX = "partner-license-gateway:";

	private static final String LEFT_ALONE_UNTIL = "left-alone-until:";

	// Only whoever holds a claim may change it: it may have run out and be another's.
	private static final String IF_MINE = "if redis.call('get', KEYS[1]) == ARGV[1] then return ";

	private static final RedisScript<Long> RENEW = RedisScript
		.of(IF_MINE + "redis.call('pexpire', KEYS[1], ARGV[2]) end return 0", Long.class);

	private static final RedisScript<Long> RELEASE = RedisScript.of(IF_MINE + "redis.call('del', KEYS[1]) end return 0",
			Long.class);

	private static final RedisScript<Long> REPLACE = RedisScript.of(
			"if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('set', KEYS[1], ARGV[3], 'px', ARGV[2]) end return 0",
			Long.class);

	// Entries and notes begin with their form, a byte, and the time of the fetch, eight.
	// One from a clock that is far ahead may be replaced, or it would stay for ever.
	private static final RedisScript<Long> PUT_UNLESS_OLDER = RedisScript.of("""
			local function fetched(bytes)
				if type(bytes) ~= 'string' or #bytes < 10 or bytes:byte(1) > 2 then return -1 end
				local time = 0
				for i = 3, 10 do time = time * 256 + bytes:byte(i) end
				return time
			end
			local before = fetched(redis.pcall('getrange', KEYS[1], 0, 9))
			if before > fetched(ARGV[1]) and before <= tonumber(ARGV[3]) then return 0 end
			redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
			return 1
			""", Long.class);

	private final ReactiveRedisTemplate<String, byte[]> redis;

	private final Function<K, String> name;

	private final EntryFormat<V> format;

	private final Duration kept;

	private final Duration timeout;

	private final Executor executor;

	private final InstantSource clock;

	/**
	 * Creates a store.
	 * @param name what a key is called in Redis
	 * @param kept how long an entry is kept
	 * @param timeout the longest that one use of Redis may take
	 * @param executor threads that may block
	 */
	RedisStore(ReactiveRedisTemplate<String, byte[]> redis, Function<K, String> name, EntryFormat<V> format,
			Duration kept, Duration timeout, Executor executor, InstantSource clock) {
		this.redis = redis;
		this.name = name;
		this.format = format;
		this.kept = kept;
		this.timeout = timeout;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * Connects, and does once what is to be done quickly later.
	 */
	static void exercise(ReactiveRedisTemplate<String, byte[]> redis) {
		List<String> nothing = List.of(PREFIX + "{nothing}");
		redis.opsForValue().multiGet(nothing).block();
		redis.execute(RELEASE, nothing, List.of(bytes("nobody"))).blockLast();
	}

	@Override
	public CompletableFuture<Shelf<V>> look(K key) {
		return run(() -> this.redis.opsForValue()
			.multiGet(List.of(entryKey(key), claimKey(key)))
			.map((found) -> shelf(found.get(0), found.get(1))));
	}

	@Override
	public CompletableFuture<Boolean> claim(K key, String claim, Duration lease) {
		return run(() -> this.redis.opsForValue().setIfAbsent(claimKey(key), bytes(claim), lease));
	}

	@Override
	public CompletableFuture<Void> renew(K key, String claim, Duration lease) {
		return run(RENEW, key, claim, Long.toString(lease.toMillis()));
	}

	@Override
	public CompletableFuture<Void> release(K key, String claim) {
		return run(RELEASE, key, claim);
	}

	@Override
	public CompletableFuture<Void> leaveAlone(K key, String claim, Duration delay) {
		return run(REPLACE, key, claim, Long.toString(Math.max(1, delay.toMillis())),
				LEFT_ALONE_UNTIL + this.clock.instant().plus(delay).toEpochMilli());
	}

	@Override
	public CompletableFuture<Void> put(K key, Cached<V> entry) {
		return run(() -> putUnlessOlder(key, this.format.write(entry)));
	}

	@Override
	public CompletableFuture<Void> outdate(K key, Instant newer) {
		return run(() -> putUnlessOlder(key, EntryFormat.outdated(newer)));
	}

	private Mono<Void> putUnlessOlder(K key, byte[] bytes) {
		long latest = this.clock.instant().plus(NewestSeen.DRIFT).toEpochMilli();
		List<byte[]> arguments = List.of(bytes, bytes(Long.toString(this.kept.toMillis())),
				bytes(Long.toString(latest)));
		return this.redis.execute(PUT_UNLESS_OLDER, List.of(entryKey(key)), arguments).then();
	}

	private Shelf<V> shelf(byte @Nullable [] entry, byte @Nullable [] claim) {
		Instant outdated = (entry != null) ? EntryFormat.readOutdated(entry) : null;
		Cached<V> read = (entry != null && outdated == null) ? this.format.read(entry) : null;
		String claimed = (claim != null) ? new String(claim, StandardCharsets.UTF_8) : "";
		if (!claimed.startsWith(LEFT_ALONE_UNTIL)) {
			return new Shelf<>(read, outdated, !claimed.isEmpty(), Duration.ZERO);
		}
		long until = Long.parseLong(claimed.substring(LEFT_ALONE_UNTIL.length()));
		Duration left = Duration.ofMillis(until - this.clock.millis());
		return new Shelf<>(read, outdated, false, left.isNegative() ? Duration.ZERO : left);
	}

	private CompletableFuture<Void> run(RedisScript<Long> script, K key, String... arguments) {
		List<byte[]> bytes = List.of(arguments).stream().map(RedisStore::bytes).toList();
		return run(() -> this.redis.execute(script, List.of(claimKey(key)), bytes).then());
	}

	/**
	 * Uses Redis, away from callers' threads and event loops: connecting blocks.
	 */
	private <T> CompletableFuture<T> run(Supplier<Mono<T>> use) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.executor.execute(() -> {
			try {
				var _ = use.get().toFuture().whenComplete((value, failure) -> {
					if (failure != null) {
						result.completeExceptionally(failure);
					}
					else {
						result.complete(value);
					}
				});
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		return result.orTimeout(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	private String entryKey(K key) {
		return PREFIX + "{" + this.name.apply(key) + "}";
	}

	private String claimKey(K key) {
		return entryKey(key) + ":claim";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
