package org.partnergateway.cache;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found.Outcome;

/**
 * What to do about a request, by the stored value, its age, and the flights and back-offs
 * of its key.
 */
enum Step {

	/** Answer with the fresh value. */
	ANSWER_FRESH(Outcome.FRESH),

	/** Answer with the stored value, which is already being refreshed. */
	ANSWER_REFRESHING(Outcome.REFRESHING),

	/** Answer with the stale value: the origin is left alone or already asked. */
	ANSWER_STALE(Outcome.STALE),

	/** Answer with the stored value, and start to refresh it. */
	REFRESH(null),

	/** Answer with the stale value, and start a probe of the origin. */
	PROBE(null),

	/** Wait for the origin, or get its remembered answer or a refusal. */
	WAIT(null);

	private final @Nullable Outcome outcome;

	Step(@Nullable Outcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * The outcome of the answer, if there is nothing else to do.
	 * @return {@code null} if there is anything to start or to wait for
	 */
	@Nullable Outcome outcome() {
		return this.outcome;
	}

}
