package org.partnergateway.callers;

/**
 * The names of the headers of draft-ietf-httpapi-ratelimit-headers.
 */
final class RateLimitHeaders {

	static final String POLICY = "RateLimit-Policy";

	static final String STATE = "RateLimit";

	private RateLimitHeaders() {
	}

}
