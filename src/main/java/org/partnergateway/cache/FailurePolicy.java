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

}
