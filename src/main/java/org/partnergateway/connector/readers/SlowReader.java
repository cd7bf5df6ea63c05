package org.partnergateway.connector.readers;

import java.time.Duration;

/**
 * A reader that has not taken its whole answer yet.
 */
interface SlowReader {

	/**
	 * The longest time for an answer, which holds a connection and its buffers.
	 */
	Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * Closes the connection of the reader. For use by any thread.
	 */
	void abandon();

}
