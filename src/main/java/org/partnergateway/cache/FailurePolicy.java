package org.partnergateway.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the failure of a load means.
 */
public interface FailurePolicy {

	/**
	 * Whether the failure is the origin's answer rather than its trouble, such as "no
	 * such customer". An answer is handed to the callers even where something is stored,
	 * which it displaces, and there is no reason to leave the origin alone after it.
	 * @param failure what the load failed with
	 * @return whether it is an answer
	 */
	boolean isAnswer(Throwable failure);

	/**
	 * How long the origin asked to be left alone.
	 * @param failure what the load failed with
	 * @return the time it asked for, or {@code null} if it did not say
	 */
	@Nullable Duration retryAfter(Throwable failure);

	/**
	 * Whether another replica would meet the same failure, so that it should leave the
	 * origin alone too.
	 * @param failure what the load failed with
	 * @return whether it is the origin's, and not this replica's own
	 */
	boolean isCommon(Throwable failure);

	/**
	 * What a load fails with that is not started, because it has failed for another
	 * replica.
	 * @param left how much longer the origin is left alone
	 * @return a failure for which {@link #retryAfter} gives that time
	 */
	Throwable leftAlone(Duration left);

}
