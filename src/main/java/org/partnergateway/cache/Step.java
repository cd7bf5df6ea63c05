package org.partnergateway.cache;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found.Outcome;

/**
 * What there is to do for somebody who asks, by what is stored and by whom else is at it.
 */
enum Step {

	/** Answer with what is fresh. */
	ANSWER_FRESH(Outcome.FRESH),

	/** Answer with what is being refreshed. */
	ANSWER_REFRESHING(Outcome.REFRESHING),

	/** Answer with what is stale, since the origin is left alone or asked already. */
	ANSWER_STALE(Outcome.STALE),

	/** Answer with what is stored, and start to refresh it. */
	REFRESH(null),

	/** Answer with what is stale, and start to find out whether the origin is well. */
	PROBE(null),

	/** Wait for the origin, or be told what it has said or why it is left alone. */
	WAIT(null);

	private final @Nullable Outcome outcome;

	Step(@Nullable Outcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * What the answer is called if there is nothing to do but to answer.
	 * @return {@code null} if there is anything to start or to wait for
	 */
	@Nullable Outcome outcome() {
		return this.outcome;
	}

}
