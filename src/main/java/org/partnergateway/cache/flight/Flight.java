package org.partnergateway.cache.flight;

import java.util.concurrent.CompletableFuture;

import org.partnergateway.cache.failure.Attempt;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.store.Cached;

/**
 * One load in progress and everyone who waits for it. Belongs to nobody: whoever waits
 * has a future of its own, whose cancellation changes nothing here.
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
	 * How the flight ends; exceptionally with nothing but a {@link LoadFailedException}.
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
	 * How a flight ended well.
	 *
	 * @param cached the value
	 * @param stored whether it is in the store
	 * @param loaded whether the origin was asked; if not, another flight had just landed
	 * @param <V> the type of the value
	 */
	public record Landing<V>(Cached<V> cached, boolean stored, boolean loaded) {
	}

	/**
	 * A place on a flight.
	 *
	 * @param flight the flight
	 * @param leads whether it started for the one who holds this place
	 * @param <V> the type of the value
	 */
	public record Place<V>(Flight<V> flight, boolean leads) {
	}

}
