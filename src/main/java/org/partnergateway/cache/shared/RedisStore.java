package org.partnergateway.cache.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.store.Cached;

import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A shared store in Redis. Each key has two keys in Redis, one for its entry and one for
 * its sign, in the same slot of a cluster. One more key in Redis is for the pause of all
 * keys.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class RedisStore<K, V> implements SharedStore<K, V> {

	static final String PREFIX = "partner-license-gateway:";

	private final RedisCalls redis;

	private final String owner;

	private final Function<K, String> name;

	private final EntryFormat<K, V> format;

	private final Duration kept;

	/**
	 * Creates a store.
	 * @param owner the owner of the keys
	 * @param name gives the name of a key in Redis
	 * @param kept how long an entry is kept in Redis
	 */
	RedisStore(RedisCalls redis, String owner, Function<K, String> name, EntryFormat<K, V> format, Duration kept) {
		this.redis = redis;
		this.owner = owner;
		this.name = name;
		this.format = format;
		this.kept = kept;
	}

	@Override
	public CompletableFuture<Shelf> look(K key) {
		return this.redis
			.sign((signs) -> signs.execute(SignScripts.LOOK, List.of(signKey(key), entryKey(key)), List.of())
				.next()
				.map(this::shelf));
	}

	private Shelf shelf(byte[] found) {
		ByteBuffer buffer = ByteBuffer.wrap(found);
		long left = buffer.getLong();
		byte[] head = Arrays.copyOfRange(found, Long.BYTES, Long.BYTES + EntryFormat.HEAD);
		int start = Long.BYTES + EntryFormat.HEAD;
		String text = new String(found, start, found.length - start, StandardCharsets.UTF_8);
		Sign sign = switch (text) {
			case "" -> Sign.NONE;
			case SignScripts.LEFT_ALONE -> Sign.LEFT_ALONE;
			case SignScripts.OPEN -> Sign.OPEN;
			default -> Sign.CLAIMED;
		};
		return new Shelf(this.format.readTime(head), this.format.readOutdated(head), sign,
				(sign != Sign.NONE) ? Duration.ofMillis(left) : Duration.ZERO);
	}

	@Override
	public CompletableFuture<@Nullable Cached<V>> read(K key) {
		return this.redis.entry((connection) -> {
			// Bounded, since something else may have been put there.
			byte[] entry = connection.stringCommands().getRange(bytes(entryKey(key)), 0, EntryFormat.LARGEST);
			return (entry != null && entry.length > 0) ? this.format.read(key, entry) : null;
		});
	}

	@Override
	public CompletableFuture<Boolean> claim(K key, String claim) {
		return change(SignScripts.CLAIM, key, claim);
	}

	@Override
	public CompletableFuture<Void> renew(K key, String claim) {
		return done(change(SignScripts.RENEW, key, claim));
	}

	@Override
	public CompletableFuture<Void> release(K key, String claim) {
		return done(change(SignScripts.RELEASE, key, claim));
	}

	@Override
	public CompletableFuture<Void> leaveAlone(K key, String claim, Duration delay) {
		return done(change(SignScripts.LEAVE_ALONE, key, claim, millis(delay)));
	}

	@Override
	public CompletableFuture<Void> open(K key, String claim, Duration time) {
		return done(change(SignScripts.OPEN_UP, key, claim, millis(time)));
	}

	@Override
	public CompletableFuture<Void> pause(Duration delay) {
		List<byte[]> arguments = List.of(bytes(millis(delay)));
		return done(
				this.redis.sign((signs) -> signs.execute(SignScripts.PAUSE, List.of(pauseKey()), arguments).next()));
	}

	@Override
	public CompletableFuture<Duration> pause() {
		return this.redis.sign((signs) -> signs.execute(SignScripts.PAUSED, List.of(pauseKey()), List.of()).next())
			.thenApply(Duration::ofMillis);
	}

	@Override
	public CompletableFuture<Boolean> put(K key, Cached<V> entry) {
		return this.redis.entry((connection) -> {
			byte[] bytes = this.format.write(entry);
			if (bytes == null) {
				return false;
			}
			List<byte[]> rest = putArguments();
			// Sends the text of the script: with its digest, the entry would be sent
			// twice to a Redis that does not know the script yet.
			connection.scriptingCommands()
				.eval(bytes(SignScripts.PUT_UNLESS_OLDER.getScriptAsString()), ReturnType.INTEGER, 1,
						bytes(entryKey(key)), bytes, rest.getFirst(), rest.getLast());
			return true;
		});
	}

	@Override
	public CompletableFuture<Void> outdate(K key, Instant newer) {
		List<byte[]> arguments = Stream.concat(Stream.of(EntryFormat.outdated(newer)), putArguments().stream())
			.toList();
		return done(this.redis
			.sign((signs) -> signs.execute(SignScripts.PUT_UNLESS_OLDER, List.of(entryKey(key)), arguments).next()));
	}

	private List<byte[]> putArguments() {
		long latest = this.format.latest().toEpochMilli();
		return List.of(bytes(Long.toString(this.kept.toMillis())), bytes(Long.toString(latest)));
	}

	private CompletableFuture<Boolean> change(RedisScript<Boolean> script, K key, String... arguments) {
		List<byte[]> bytes = Arrays.stream(arguments).map(RedisStore::bytes).toList();
		return this.redis.sign((signs) -> signs.execute(script, List.of(signKey(key)), bytes).next());
	}

	private static CompletableFuture<Void> done(CompletableFuture<?> change) {
		return change.thenRun(() -> {
		});
	}

	private String entryKey(K key) {
		return PREFIX + "{" + this.owner + "/" + this.name.apply(key) + "}";
	}

	private String pauseKey() {
		return PREFIX + "{" + this.owner + "}:pause";
	}

	private String signKey(K key) {
		return entryKey(key) + ":claim";
	}

	private static String millis(Duration time) {
		Duration bounded = Collections.min(List.of(time, LONGEST_SIGN));
		return Long.toString(Math.max(1, bounded.toMillis()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
