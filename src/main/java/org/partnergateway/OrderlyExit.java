package org.partnergateway;

import java.util.function.IntConsumer;

/**
 * Ends the process with status 0 after an orderly stop. After a SIGTERM a JVM ends with
 * status 143, whatever its shutdown hooks did; only a halt at the end of the hooks
 * changes that. Does nothing until it is armed, so that a failed start keeps its own
 * status.
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
	 * Makes every later stop end with status 0.
	 */
	void arm() {
		this.armed = true;
	}

	/**
	 * Halts with status 0 if armed. Must run after every other shutdown handler.
	 */
	@Override
	public void run() {
		if (this.armed) {
			this.halt.accept(0);
		}
	}

}
