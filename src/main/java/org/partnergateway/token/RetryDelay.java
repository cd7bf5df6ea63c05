package org.partnergateway.token;

import java.time.Duration;

/**
 * How long to wait after a failed renewal while there is still a token in use.
 */
final class RetryDelay {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	// Not never: an operator who follows the log's advice in time spares the callers.
	private static final Duration WITHOUT_HOPE = Duration.ofMinutes(5);

	private static final int MOST_DOUBLINGS = 6;

	private RetryDelay() {
	}

	/**
	 * The time until the next attempt.
	 * @param failures how many attempts have failed in a row, at least 1
	 * @param failure how the last one failed
	 */
	static Duration after(int failures, TokenException failure) {
		if (!failure.kind().isTransient()) {
			return WITHOUT_HOPE;
		}
		Duration doubled = SHORTEST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
		Duration delay = (doubled.compareTo(LONGEST) > 0) ? LONGEST : doubled;
		Duration asked = failure.retryAfter();
		return (asked != null && asked.compareTo(delay) > 0) ? asked : delay;
	}

}
