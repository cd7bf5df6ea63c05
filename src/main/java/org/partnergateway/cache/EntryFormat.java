package org.partnergateway.cache;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The form in which entries leave this process: two versions, two times, and the value.
 * Replicas of several releases may share a store, so what another version wrote is no
 * entry, and never a mistake.
 *
 * @param <V> the type of the values
 */
final class EntryFormat<V> {

	private static final Logger logger = LoggerFactory.getLogger(EntryFormat.class);

	private static final byte VERSION = 1;

	private static final byte OUTDATED = 2;

	private static final int HEAD = 2 + 2 * Long.BYTES;

	private final ValueFormat<V> values;

	EntryFormat(ValueFormat<V> values) {
		this.values = values;
	}

	byte[] write(Cached<V> entry) {
		byte[] value = this.values.write(entry.value());
		return ByteBuffer.allocate(HEAD + value.length)
			.put(VERSION)
			.put((byte) this.values.version())
			.putLong(entry.fetchedAt().toEpochMilli())
			.putLong(entry.timeToLive().toMillis())
			.put(value)
			.array();
	}

	/**
	 * The form of a note in the place of an entry, which releases that know none take for
	 * an entry of another version. It begins like an entry, so that the ages of both can
	 * be compared without reading on.
	 * @param newer when something was fetched that is not stored
	 */
	static byte[] outdated(Instant newer) {
		return ByteBuffer.allocate(2 + Long.BYTES).put(OUTDATED).put((byte) 0).putLong(newer.toEpochMilli()).array();
	}

	/**
	 * Reads a note.
	 * @return when something was fetched that is not stored; {@code null} if the bytes
	 * are something else
	 */
	static @Nullable Instant readOutdated(byte[] bytes) {
		boolean note = bytes.length == 2 + Long.BYTES && bytes[0] == OUTDATED;
		return note ? Instant.ofEpochMilli(ByteBuffer.wrap(bytes, 2, Long.BYTES).getLong()) : null;
	}

	/**
	 * Reads an entry.
	 * @return the entry; {@code null} if the bytes are none of this version
	 */
	@Nullable Cached<V> read(byte[] bytes) {
		try {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			if (buffer.get() != VERSION || buffer.get() != this.values.version()) {
				return null;
			}
			Instant fetchedAt = Instant.ofEpochMilli(buffer.getLong());
			Duration timeToLive = Duration.ofMillis(buffer.getLong());
			byte[] value = new byte[buffer.remaining()];
			buffer.get(value);
			return new Cached<>(this.values.read(value), fetchedAt, timeToLive);
		}
		catch (BufferUnderflowException | IOException ex) {
			logger.warn("An entry of the shared store cannot be read, and is fetched anew: {}", ex.toString());
			return null;
		}
	}

}
