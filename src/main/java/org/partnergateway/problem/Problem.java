package org.partnergateway.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One refusal or failure.
 *
 * @param type its kind
 * @param detail says to a person what happened and what to do; holds no value that a
 * caller or Partner Center sent, unless it was checked
 * @param code Partner Center's own error code, or {@code null} if it gave none
 * @param description Partner Center's own description, or {@code null} if it gave none
 * @param retryAfter the time until the request may be tried again, or {@code null} if it
 * is not known
 */
public record Problem(ProblemType type, String detail, @Nullable String code, @Nullable String description,
		@Nullable Duration retryAfter) {

	/**
	 * A problem without a code, a description and a time of Partner Center.
	 * @param type its kind
	 * @param detail what happened and what to do
	 * @return the problem
	 */
	public static Problem of(ProblemType type, String detail) {
		return new Problem(type, detail, null, null, null);
	}

}
