package org.partnergateway.callers.limits;

import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Whether a request may be made, and how many more.
 *
 * @param granted whether it may
 * @param firstRefusal whether it is the first in its period that may not
 * @param remaining number of requests that may follow in this period
 * @param reset time until the next period
 * @param policyHeader the policy as callers are told of it
 * @param policy the name of the policy
 */
public record Permit(boolean granted, boolean firstRefusal, long remaining, Duration reset, String policyHeader,
		String policy) {

	/**
	 * Tells the caller (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4).
	 */
	public void writeTo(HttpServletResponse response) {
		response.setHeader(RateLimitHeaders.POLICY, this.policyHeader);
		response.setHeader(RateLimitHeaders.STATE,
				"\"" + this.policy + "\";r=" + this.remaining + ";t=" + this.reset.plusNanos(999_999_999).toSeconds());
	}

}
