package org.partnergateway.connector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the heads of which a part has come. Each holds the buffers of a request, so that
 * past a bound those that began first are given up. Safe for use by any thread.
 */
final class Heads {

	private final BoundedEndpoint connections;

	private final AtomicInteger begun = new AtomicInteger();

	private volatile int most = Integer.MAX_VALUE;

	Heads(BoundedEndpoint connections) {
		this.connections = connections;
	}

	/**
	 * Sets the bound.
	 */
	void limit(int heads) {
		this.most = heads;
	}

	/**
	 * Counts another one, if need be after others have been given up.
	 * @return {@code false} if there is no room for it, since none of the others could be
	 * given up just then
	 */
	boolean begin() {
		if (this.begun.incrementAndGet() > this.most) {
			this.connections.giveUpHeads(Math.max(1, this.most / 8));
			if (this.begun.get() > this.most) {
				this.begun.decrementAndGet();
				return false;
			}
		}
		return true;
	}

	/**
	 * Counts one less.
	 */
	void end() {
		this.begun.decrementAndGet();
	}

}
