package org.partnergateway.connector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts incomplete heads. Each holds the buffers of a request, so that beyond a bound
 * the connections of those that began first are closed. Safe for use by any thread.
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
	 * Counts another one. If there are too many, closes others first.
	 * @return {@code false} if there is still no room for it, since no other could be
	 * closed at the moment
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
	 * Counts one as ended.
	 */
	void end() {
		this.begun.decrementAndGet();
	}

}
