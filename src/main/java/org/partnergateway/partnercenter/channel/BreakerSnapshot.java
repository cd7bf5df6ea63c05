package org.partnergateway.partnercenter.channel;

import java.time.Duration;

/**
 * The breaker over all reports, at a moment.
 *
 * @param state whether it lets fetches through
 * @param left how much longer it lets none through; zero unless it is open
 */
public record BreakerSnapshot(State state, Duration left) {

	/**
	 * States of the breaker.
	 */
	public enum State {

		/** All fetches are let through. */
		CLOSED,

		/** None is. */
		OPEN,

		/** One is under way, or may be, that finds out whether Partner Center is well. */
		PROBING

	}

}
