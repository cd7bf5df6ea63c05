package org.partnergateway.callers.limits;

import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The decision of a rate limit about one request.
 *
 * @param granted whether the request may be made
 * @param firstRefusal whether it is the first request of its period that is refused
 * @param remaining number of requests that may follow in this period
 * @param reset time until the next period
 * @param policyHeader the value of {@code RateLimit-Policy}
 * @param policy the name of the policy
 */
public record Permit(boolean granted, boolean firstRefusal, long remaining, Duration reset, String policyHeader,
		String policy) {

	/**
	 * Writes the headers that tell the caller (draft-ietf-httpapi-ratelimit-headers-10,
	 * sections 3 and 4), with the time in seconds, rounded up.
	 */
	public void writeTo(HttpServletResponse response) {
		response.setHeader(RateLimitHeaders.POLICY, this.policyHeader);
		response.setHeader(RateLimitHeaders.STATE,
				"\"" + this.policy + "\";r=" + this.remaining + ";t=" + this.reset.plusNanos(999_999_999).toSeconds());
	}

}
