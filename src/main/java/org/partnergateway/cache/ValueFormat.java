package org.partnergateway.cache;

import java.io.IOException;

/**
 * The form in which values leave this process.
 *
 * @param <V> the type of the values
 */
public interface ValueFormat<V> {

	/**
	 * The version of the form, from 0 to 127. Another version's bytes are never read.
	 */
	int version();

	/**
	 * Writes a value.
	 */
	byte[] write(V value);

	/**
	 * Reads a value.
	 * @throws IOException if the bytes are none
	 */
	V read(byte[] bytes) throws IOException;

}
