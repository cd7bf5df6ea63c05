package org.partnergateway;

import java.util.function.IntConsumer;

/**
 * Ends the process with status 0 when it is told to stop and has stopped in good order. A
 * JVM ends with 143 after a SIGTERM whatever its shutdown hooks did, and there is no
 * other way to say otherwise than to halt at the end of them. Until it is armed it does
 * nothing, so that a start that fails still says so.
 */
final class OrderlyExit implements Runnable {

	private final IntConsumer halt;

	private volatile boolean armed;

	/**
	 * Creates an exit that is not armed.
	 * @param halt ends the process with a status, at once
	 */
	OrderlyExit(IntConsumer halt) {
		this.halt = halt;
	}

	/**
	 * From here on a stop is a success.
	 */
	void arm() {
		this.armed = true;
	}

	/**
	 * To be run when everything else has come to its end.
	 */
	@Override
	public void run() {
		if (this.armed) {
			this.halt.accept(0);
		}
	}

}
