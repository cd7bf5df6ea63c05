package org.partnergateway.token.backoff;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.TokenException;

/**
 * How long the token endpoint is left alone after a renewal that left nobody with a
 * token. Failures in a row make it longer. Safe for use by any thread.
 */
public final class RenewalBackOff {

	private volatile @Nullable Pause pause;

	/**
	 * Why no renewal may start now.
	 * @return the failure that led to this, with the time that is left; {@code null} if
	 * one may start
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
	 * The failure that led to this, even if one may start by now.
	 * @return the failure, with the time that is left, zero if there is none;
	 * {@code null} if there was no failure
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
	 * Notes a failed renewal. Not to be called by two threads at once.
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
	 * Forgets all failures: a renewal succeeded, or there is reason to hope.
	 */
	public void end() {
		this.pause = null;
	}

	/**
	 * The time in which nothing is asked.
	 *
	 * @param failures how many renewals have failed in a row
	 * @param failure how the last one failed
	 * @param since when it failed
	 * @param delay how long nothing is asked
	 */
	private record Pause(int failures, TokenException failure, Instant since, Duration delay) {

		Duration left(Instant now) {
			// A clock that was set back must not prolong it.
			return now.isBefore(this.since) ? Duration.ZERO : this.delay.minus(Duration.between(this.since, now));
		}

	}

}
