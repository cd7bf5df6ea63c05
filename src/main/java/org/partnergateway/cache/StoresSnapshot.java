package org.partnergateway.cache;

/**
 * The stores of a {@link ReadThroughCache}, at a moment.
 *
 * @param entries the number of entries in this process, about
 * @param bytes what they weigh, about
 * @param mostBytes what they may weigh
 * @param shared whether replicas share what they load
 * @param leftAlone the number of subjects that are being left alone
 */
public record StoresSnapshot(long entries, long bytes, long mostBytes, Shared shared, int leftAlone) {

	/**
	 * The same with a back-off of which the cache does not know.
	 * @return the state
	 */
	public StoresSnapshot withOneMoreLeftAlone() {
		return new StoresSnapshot(this.entries, this.bytes, this.mostBytes, this.shared, this.leftAlone + 1);
	}

	/**
	 * The state of the shared store.
	 */
	public enum Shared {

		/** There is none. */
		NONE,

		/** It answered when it was last used. */
		WORKING,

		/** It did not answer when it was last used. */
		FAILING

	}

}
