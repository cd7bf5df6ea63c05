package org.partnergateway.callers.limits;

/**
 * The names of the headers of draft-ietf-httpapi-ratelimit-headers.
 */
public final class RateLimitHeaders {

	public static final String POLICY = "RateLimit-Policy";

	public static final String STATE = "RateLimit";

	private RateLimitHeaders() {
	}

}
