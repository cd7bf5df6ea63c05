package org.partnergateway.token.backoff;

import java.time.Duration;

import org.partnergateway.token.request.TokenException;

/**
 * Computes how long to wait after a failed renewal.
 */
public final class RetryDelay {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	// A caller may be waiting.
	private static final Duration LONGEST_WITHOUT_TOKEN = Duration.ofSeconds(30);

	// Some replicas of the token endpoint may not know a new secret yet.
	private static final Duration SHORTEST_WITHOUT_HOPE = Duration.ofSeconds(5);

	// Not never: callers see no failure if an operator acts before the token expires.
	private static final Duration WITHOUT_HOPE = Duration.ofMinutes(5);

	// Longer requests are cut to this.
	private static final Duration LONGEST_ASKED = Duration.ofDays(1);

	private static final int MOST_DOUBLINGS = 6;

	private RetryDelay() {
	}

	/**
	 * The time until the next attempt while a token is still in use.
	 * @param failures how many attempts have failed in a row, at least 1
	 * @param failure how the last one failed
	 */
	public static Duration after(int failures, TokenException failure) {
		if (!failure.kind().isTransient()) {
			return WITHOUT_HOPE;
		}
		Duration delay = doubled(SHORTEST, failures, LONGEST);
		Duration asked = failure.retryAfter();
		return (asked != null && asked.compareTo(delay) > 0) ? asked : delay;
	}

	/**
	 * The time until the next attempt while no token is usable.
	 * @param failures how many attempts have failed in a row, at least 1
	 * @param failure how the last one failed
	 */
	static Duration withoutToken(int failures, TokenException failure) {
		Duration asked = failure.retryAfter();
		if (asked != null) {
			return longer(SHORTEST, shorter(asked, LONGEST_ASKED));
		}
		return failure.kind().isTransient() ? doubled(SHORTEST, failures, LONGEST_WITHOUT_TOKEN)
				: doubled(SHORTEST_WITHOUT_HOPE, failures, WITHOUT_HOPE);
	}

	private static Duration doubled(Duration shortest, int failures, Duration longest) {
		return shorter(shortest.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), longest);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
