package org.partnergateway.cache.load;

import java.util.concurrent.CompletableFuture;

/**
 * Fetches a value from its origin.
 *
 * @param <V> the type of the value
 */
@FunctionalInterface
public interface Load<V> {

	/**
	 * Starts the fetch. Called once a flight, on the thread of whoever started it unless
	 * it was {@link #bound()}; must not block.
	 * @param probe whether the last fetch failed, so that this one only finds out whether
	 * the origin is well again. A probe should ask the origin once
	 * @return the value to come. It is cancelled when it takes too long
	 */
	CompletableFuture<Loaded<V>> start(boolean probe);

	/**
	 * The same load for any thread to start: brings along what it needs of the calling
	 * thread, such as a trace.
	 * @return a load
	 */
	default Load<V> bound() {
		return this;
	}

}
