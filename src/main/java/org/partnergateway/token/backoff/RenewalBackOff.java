package org.partnergateway.token.backoff;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.TokenException;

/**
 * The back-off of the token endpoint after a failed renewal without a usable token. It
 * gets longer with each failure in a row. Safe for use by any thread.
 */
public final class RenewalBackOff {

	private volatile @Nullable Pause pause;

	/**
	 * The reason why no renewal may start now.
	 * @return the last failure, with the time left; {@code null} if one may start
	 */
	public @Nullable TokenException refusal(Instant now) {
		Pause latest = this.pause;
		if (latest == null) {
			return null;
		}
		Duration left = latest.left(now);
		return left.isPositive() ? latest.failure().retryAfter(left) : null;
	}

	/**
	 * The last failure, even if a renewal may start by now.
	 * @return the failure, with the time left, zero if a renewal may start; {@code null}
	 * if there was no failure
	 */
	public @Nullable TokenException last(Instant now) {
		Pause latest = this.pause;
		if (latest == null) {
			return null;
		}
		Duration left = latest.left(now);
		return latest.failure().retryAfter(left.isPositive() ? left : Duration.ZERO);
	}

	/**
	 * Notes a failed renewal. Must not be called by two threads at once.
	 * @return the failure, with the time until the next renewal
	 */
	public TokenException failed(TokenException failure, Instant now) {
		Pause before = this.pause;
		int failures = (before != null) ? before.failures() + 1 : 1;
		Duration delay = RetryDelay.withoutToken(failures, failure);
		this.pause = new Pause(failures, failure, now, delay);
		return failure.retryAfter(delay);
	}

	/**
	 * Forgets all failures: a renewal succeeded, or credentials were replaced.
	 */
	public void end() {
		this.pause = null;
	}

	/**
	 * The time in which no token is requested.
	 *
	 * @param failures how many renewals have failed in a row
	 * @param failure the last failure
	 * @param since when it failed
	 * @param delay how long no token is requested
	 */
	private record Pause(int failures, TokenException failure, Instant since, Duration delay) {

		Duration left(Instant now) {
			// A clock that was set back must not prolong the pause.
			return now.isBefore(this.since) ? Duration.ZERO : this.delay.minus(Duration.between(this.since, now));
		}

	}

}
