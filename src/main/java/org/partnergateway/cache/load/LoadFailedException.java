package org.partnergateway.cache.load;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * A value could neither be loaded nor answered from the store.
 */
public final class LoadFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Throwable failure;

	private final Duration retryAfter;

	private final boolean attempted;

	public LoadFailedException(Throwable cause, Duration retryAfter, boolean attempted) {
		super(cause.getMessage(), cause);
		this.failure = cause;
		this.retryAfter = retryAfter;
		this.attempted = attempted;
	}

	/**
	 * Unwraps the failure of a future of this package.
	 * @param failure what the future failed with
	 * @return the failure
	 */
	public static LoadFailedException from(Throwable failure) {
		Throwable cause = unwrap(failure);
		return (cause instanceof LoadFailedException known) ? known
				: new LoadFailedException(cause, Duration.ZERO, true);
	}

	public static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * The time after which a load may be tried again.
	 * @return the time from now; zero for at once
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Whether the origin was asked: for this caller, for the flight that it joined, or
	 * shortly before with an answer that is still remembered. If not, the origin is left
	 * alone after an earlier failure, which is the {@link #failure()}.
	 * @return whether the origin was asked
	 */
	public boolean attempted() {
		return this.attempted;
	}

	/**
	 * What the load failed with.
	 * @return the cause
	 */
	public Throwable failure() {
		return this.failure;
	}

}
