package org.partnergateway.cache.shared;

import java.io.IOException;

/**
 * The byte format of values in the shared store.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface ValueFormat<K, V> {

	/**
	 * The version of the format, from 0 to 127. Bytes of another version are never read.
	 */
	int version();

	/**
	 * Writes a value.
	 * @throws IOException if it cannot be written in this format
	 */
	byte[] write(V value) throws IOException;

	/**
	 * Reads a value, and validates everything: anyone with access to the shared store may
	 * have written it.
	 * @param key the key that the value is stored for
	 * @throws IOException if the bytes cannot be a value that was loaded for the key
	 */
	V read(K key, byte[] bytes) throws IOException;

}
