package org.partnergateway.partnercenter.channel;

import java.time.Duration;

/**
 * The state of the breaker over all reports, at a moment.
 *
 * @param state whether it lets fetches through
 * @param left how much longer it lets no fetch through; zero unless it is open
 */
public record BreakerSnapshot(State state, Duration left) {

	/**
	 * States of the breaker.
	 */
	public enum State {

		/** All fetches are let through. */
		CLOSED,

		/** No fetch is let through. */
		OPEN,

		/** One fetch is let through, or already under way, to test Partner Center. */
		PROBING

	}

}
