package org.partnergateway.cache.shared;

import java.io.IOException;

/**
 * The form in which values leave this process.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface ValueFormat<K, V> {

	/**
	 * The version of the form, from 0 to 127. Another version's bytes are never read.
	 */
	int version();

	/**
	 * Writes a value.
	 * @throws IOException if it cannot be written in this form
	 */
	byte[] write(V value) throws IOException;

	/**
	 * Reads a value, and believes nothing: whoever can write to where it has been might
	 * have written it.
	 * @param key whose value it is said to be
	 * @throws IOException if the bytes are none that could have been loaded for the key
	 */
	V read(K key, byte[] bytes) throws IOException;

}
