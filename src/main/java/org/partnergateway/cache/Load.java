package org.partnergateway.cache;

import java.util.concurrent.CompletableFuture;

/**
 * Fetches a value from its origin.
 *
 * @param <V> the type of the value
 */
@FunctionalInterface
public interface Load<V> {

	/**
	 * Starts the fetch. Called once a flight, on the thread of whoever started it; must
	 * not block.
	 * @param probe whether the last fetch failed, so that this one only finds out whether
	 * the origin is well again. A probe should ask the origin once
	 * @return the value to come. It is cancelled when it takes too long
	 */
	CompletableFuture<Loaded<V>> start(boolean probe);

}
