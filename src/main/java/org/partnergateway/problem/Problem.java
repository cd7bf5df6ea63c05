package org.partnergateway.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One refusal or failure.
 *
 * @param type its kind
 * @param detail what happened and what to do, for a person; holds no value that a caller
 * or Partner Center sent, unless it was checked
 * @param code Partner Center's own error code, or {@code null} if it gave none
 * @param description Partner Center's own description, or {@code null} if it gave none
 * @param retryAfter when to try again, or {@code null} if that is not known
 */
public record Problem(ProblemType type, String detail, @Nullable String code, @Nullable String description,
		@Nullable Duration retryAfter) {

	/**
	 * A problem that Partner Center has no part in.
	 * @param type its kind
	 * @param detail what happened and what to do
	 * @return the problem
	 */
	public static Problem of(ProblemType type, String detail) {
		return new Problem(type, detail, null, null, null);
	}

}
