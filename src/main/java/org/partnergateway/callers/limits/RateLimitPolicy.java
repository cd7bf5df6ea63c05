package org.partnergateway.callers.limits;

import java.time.Duration;

import org.partnergateway.settings.InvalidSettingException;

/**
 * How many requests may be made in a period.
 *
 * @param name name of the policy in the headers
 * @param requests number of requests in a period
 * @param period length of a period, in whole seconds
 */
public record RateLimitPolicy(String name, int requests, Duration period) {

	private static final int USUAL_REQUESTS = 600;

	private static final int USUAL_FETCHES = 60;

	/**
	 * How many requests each caller may make.
	 * @throws InvalidSettingException if the number is not positive, or the period is not
	 * in whole seconds
	 */
	public static RateLimitPolicy ofCallers(RateLimitProperties settings) {
		Integer requests = settings.requests();
		return checked("default", "callers.rate-limit.requests", (requests != null) ? requests : USUAL_REQUESTS,
				settings);
	}

	/**
	 * How often an address may fail to authenticate.
	 * @throws InvalidSettingException if the number is not positive, or the period is not
	 * in whole seconds
	 */
	public static RateLimitPolicy ofFailedAttempts(RateLimitProperties settings) {
		return checked("failed-attempts", "callers.rate-limit.failed-attempts", settings.failedAttempts(), settings);
	}

	/**
	 * How many fetches from Partner Center each caller may cause.
	 * @throws InvalidSettingException if the number is not positive, or the period is not
	 * in whole seconds
	 */
	public static RateLimitPolicy ofFetches(RateLimitProperties settings) {
		Integer fetches = settings.fetches();
		return checked("fetches", "callers.rate-limit.fetches", (fetches != null) ? fetches : USUAL_FETCHES, settings);
	}

	/**
	 * The value of {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10,
	 * section 3).
	 */
	String header() {
		return "\"%s\";q=%d;w=%d".formatted(this.name, this.requests, this.period.toSeconds());
	}

	private static RateLimitPolicy checked(String name, String property, int requests, RateLimitProperties settings) {
		if (requests <= 0) {
			throw new InvalidSettingException(property, "is not positive",
					"Set it to a number of requests such as 60.");
		}
		Duration period = settings.period();
		if (!period.isPositive() || !period.equals(Duration.ofSeconds(period.toSeconds()))) {
			throw new InvalidSettingException("callers.rate-limit.period", "is not a whole number of seconds",
					"Set it to a length of time such as 1m.");
		}
		return new RateLimitPolicy(name, requests, period);
	}

}
