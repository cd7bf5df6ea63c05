package org.partnergateway.connector.readers;

import java.time.Duration;

/**
 * Whom an answer waits for.
 */
interface SlowReader {

	/**
	 * How long it waits: a connection and its buffers are not to be had for ever.
	 */
	Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * Sends the reader away. For use by any thread.
	 */
	void abandon();

}
