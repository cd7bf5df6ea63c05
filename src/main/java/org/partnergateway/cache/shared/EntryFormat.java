package org.partnergateway.cache.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.cache.store.NewestSeen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The byte format of entries in the shared store: two versions, two times, and the value.
 * Replicas of several releases may share a store, so bytes of another version are
 * silently taken for no entry. Other bytes that this version would not have written are
 * no entry either, and are logged. No method throws.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class EntryFormat<K, V> {

	/** The length of a note, in bytes. */
	static final int NOTE = 2 + Long.BYTES;

	/** The length of the head before a value, in bytes. */
	static final int HEAD = 2 + 2 * Long.BYTES;

	/** The greatest length of an entry, in bytes. */
	static final int LARGEST = 11 * 1024 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(EntryFormat.class);

	private static final byte VERSION = 1;

	private static final byte OUTDATED = 2;

	private final ValueFormat<K, V> values;

	private final FreshnessPolicy freshness;

	private final InstantSource clock;

	private final Sparse sparse;

	/**
	 * Creates the format.
	 * @param freshness how long values are used; it bounds what an entry says
	 */
	EntryFormat(ValueFormat<K, V> values, FreshnessPolicy freshness, InstantSource clock) {
		this.values = values;
		this.freshness = freshness;
		this.clock = clock;
		this.sparse = new Sparse(clock);
	}

	/**
	 * The latest time of a fetch that is believed, from any replica.
	 */
	Instant latest() {
		return this.clock.instant().plus(NewestSeen.DRIFT);
	}

	/**
	 * Writes an entry.
	 * @return its bytes; {@code null} if it cannot be written
	 */
	byte @Nullable [] write(Cached<V> entry) {
		try {
			byte[] value = this.values.write(entry.value());
			if (value.length > LARGEST - HEAD) {
				throw new IOException("it has " + value.length + " bytes");
			}
			return ByteBuffer.allocate(HEAD + value.length)
				.put(VERSION)
				.put((byte) this.values.version())
				.putLong(entry.fetchedAt().toEpochMilli())
				.putLong(entry.timeToLive().toMillis())
				.put(value)
				.array();
		}
		catch (IOException ex) {
			this.sparse.run(() -> logger.warn("A report is not shared, since it cannot be written: {}", ex.toString()));
			return null;
		}
	}

	/**
	 * The bytes of a note that takes the place of an entry. Releases that do not know
	 * notes take it for an entry of another version. It begins like an entry, so that the
	 * times of both can be compared in the same way.
	 * @param newer when the newer value was fetched that is not stored
	 */
	static byte[] outdated(Instant newer) {
		return ByteBuffer.allocate(NOTE).put(OUTDATED).put((byte) 0).putLong(newer.toEpochMilli()).array();
	}

	/**
	 * Reads a note.
	 * @param head the first bytes
	 * @return when the newer value was fetched that is not stored; {@code null} if the
	 * bytes are not a note
	 */
	@Nullable Instant readOutdated(byte[] head) {
		long newer = ByteBuffer.wrap(head, 2, Long.BYTES).getLong();
		return (head[0] == OUTDATED && newer >= 0 && newer <= latest().toEpochMilli()) ? Instant.ofEpochMilli(newer)
				: null;
	}

	/**
	 * Reads from the head of an entry when it was fetched.
	 * @param head the first bytes
	 * @return the time; {@code null} if the bytes are not a usable entry of this version
	 */
	@Nullable Instant readTime(byte[] head) {
		try {
			Times read = readHead(ByteBuffer.wrap(head));
			return (read != null) ? read.fetchedAt() : null;
		}
		catch (IOException ex) {
			unreadable(ex);
			return null;
		}
	}

	/**
	 * Reads an entry.
	 * @param key the key of the entry
	 * @return the entry; {@code null} if the bytes are not a usable entry of this version
	 */
	@Nullable Cached<V> read(K key, byte[] bytes) {
		try {
			if (bytes.length < HEAD || bytes.length > LARGEST) {
				throw new IOException("it has " + bytes.length + " bytes");
			}
			Times head = readHead(ByteBuffer.wrap(bytes));
			if (head == null) {
				return null;
			}
			V value = this.values.read(key, Arrays.copyOfRange(bytes, HEAD, bytes.length));
			return new Cached<>(value, head.fetchedAt(), head.timeToLive());
		}
		catch (IOException ex) {
			unreadable(ex);
			return null;
		}
	}

	private @Nullable Times readHead(ByteBuffer head) throws IOException {
		if (head.get() != VERSION || head.get() != this.values.version()) {
			return null;
		}
		long fetchedAt = head.getLong();
		long timeToLive = head.getLong();
		if (fetchedAt > latest().toEpochMilli()) {
			throw new IOException("it was fetched in the future; are the clocks of all replicas right?");
		}
		if (fetchedAt < this.clock.millis() - this.freshness.longestUse().toMillis()) {
			// Not a mistake: other replicas may be configured to keep entries for longer.
			return null;
		}
		if (timeToLive < 0) {
			throw new IOException("its time to live is negative");
		}
		return new Times(Instant.ofEpochMilli(fetchedAt), this.freshness.timeToLive(Duration.ofMillis(timeToLive)));
	}

	private void unreadable(IOException reason) {
		this.sparse.run(() -> logger.warn("An entry of the shared store cannot be used, and is fetched anew: {}",
				reason.toString()));
	}

	/**
	 * The times in the head of an entry.
	 */
	private record Times(Instant fetchedAt, Duration timeToLive) {
	}

}
