package org.partnergateway.cache;

/**
 * The stores of a {@link ReadThroughCache}, at a moment.
 *
 * @param entries the approximate number of entries in this process
 * @param bytes their approximate weight in bytes
 * @param mostBytes the most that they may weigh, in bytes
 * @param shared the state of the store that replicas share
 * @param leftAlone the number of subjects that are being left alone
 */
public record StoresSnapshot(long entries, long bytes, long mostBytes, Shared shared, int leftAlone) {

	/**
	 * The same state with one more back-off, which the cache does not know of.
	 * @return the state
	 */
	public StoresSnapshot withOneMoreLeftAlone() {
		return new StoresSnapshot(this.entries, this.bytes, this.mostBytes, this.shared, this.leftAlone + 1);
	}

	/**
	 * The state of the shared store.
	 */
	public enum Shared {

		/** There is no shared store. */
		NONE,

		/** It answered when it was last used. */
		WORKING,

		/** It did not answer when it was last used. */
		FAILING

	}

}
