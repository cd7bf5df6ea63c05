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
	 * Starts the fetch. Called at most once in a flight. A load that is not
	 * {@link #bound()} is started on the thread that started the flight. Must not block.
	 * @param probe whether the last fetch failed, so that this one tests whether the
	 * origin works again. A probe should ask the origin once
	 * @return the future value. It is cancelled when it takes too long
	 */
	CompletableFuture<Loaded<V>> start(boolean probe);

	/**
	 * The same load in a form that any thread may start: it carries the state that it
	 * needs of the calling thread, such as a trace.
	 * @return a load
	 */
	default Load<V> bound() {
		return this;
	}

}
