package org.partnergateway.cache.flight;

import java.util.concurrent.CompletableFuture;

import org.partnergateway.cache.failure.Attempt;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.store.Cached;

/**
 * One load in progress, and the future that all its callers wait for. Each caller has a
 * dependent future of its own; cancelling that does not affect the flight.
 *
 * @param <V> the type of the value
 */
public final class Flight<V> implements Attempt {

	private final CompletableFuture<Landing<V>> landing = new CompletableFuture<>();

	private final long start;

	public Flight(long start) {
		this.start = start;
	}

	/**
	 * When it began, in nanoseconds of the ticker.
	 */
	long start() {
		return this.start;
	}

	/**
	 * The result of the flight; a failure is always a {@link LoadFailedException}.
	 */
	public CompletableFuture<Landing<V>> landing() {
		return this.landing;
	}

	@Override
	public boolean isOver() {
		return this.landing.isDone();
	}

	public void land(Landing<V> how) {
		this.landing.complete(how);
	}

	public void crash(LoadFailedException failure) {
		this.landing.completeExceptionally(failure);
	}

	/**
	 * The result of a successful flight.
	 *
	 * @param cached the value
	 * @param stored whether it is in the store
	 * @param loaded whether the origin was asked; if not, another flight had just landed
	 * or another replica had loaded the value
	 * @param <V> the type of the value
	 */
	public record Landing<V>(Cached<V> cached, boolean stored, boolean loaded) {
	}

	/**
	 * A place on a flight.
	 *
	 * @param flight the flight
	 * @param leads whether it was started for the holder of this place
	 * @param <V> the type of the value
	 */
	public record Place<V>(Flight<V> flight, boolean leads) {
	}

}
