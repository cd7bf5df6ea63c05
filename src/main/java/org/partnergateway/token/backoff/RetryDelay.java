package org.partnergateway.token.backoff;

import java.time.Duration;

import org.partnergateway.token.request.TokenException;

/**
 * How long to wait after a failed renewal.
 */
public final class RetryDelay {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	// Somebody may be waiting.
	private static final Duration LONGEST_WITHOUT_TOKEN = Duration.ofSeconds(30);

	// A secret that was made a moment ago may be unknown to some replicas yet.
	private static final Duration SHORTEST_WITHOUT_HOPE = Duration.ofSeconds(5);

	// Not never: an operator who follows the log's advice in time spares the callers.
	private static final Duration WITHOUT_HOPE = Duration.ofMinutes(5);

	// A guard against nonsense.
	private static final Duration LONGEST_ASKED = Duration.ofDays(1);

	private static final int MOST_DOUBLINGS = 6;

	private RetryDelay() {
	}

	/**
	 * The time until the next attempt while there is still a token in use.
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
	 * The time until the next attempt while there is no token to call with.
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
