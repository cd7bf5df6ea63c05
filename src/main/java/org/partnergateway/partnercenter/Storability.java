package org.partnergateway.partnercenter;

import java.time.Duration;
import java.util.Locale;

import org.springframework.http.HttpHeaders;

/**
 * Whether and for how long a response allows itself to be kept (RFC 9111 section 5.2.2).
 * Partner Center is not known to say anything; if it should, it is heeded.
 *
 * @param storable whether it may be stored at all. {@code no-cache} counts as no: nothing
 * here could revalidate, for want of a validator
 * @param maxAge how long it is fresh from now on; {@link #UNLIMITED} where it does not
 * say
 */
public record Storability(boolean storable, Duration maxAge) {

	/** No limit was given. */
	public static final Duration UNLIMITED = Duration.ofDays(36_500);

	// Longer would overflow.
	private static final int LONGEST_NUMBER = 18;

	static Storability read(HttpHeaders headers) {
		boolean storable = true;
		Duration maxAge = UNLIMITED;
		for (String line : headers.getOrEmpty(HttpHeaders.CACHE_CONTROL)) {
			for (String directive : line.toLowerCase(Locale.ROOT).split(",", -1)) {
				String name = directive.strip();
				if (name.equals("no-store") || name.startsWith("no-cache")) {
					storable = false;
				}
				if (name.startsWith("max-age=")) {
					Duration given = seconds(name.substring("max-age=".length()));
					maxAge = (given.compareTo(maxAge) < 0) ? given : maxAge;
				}
			}
		}
		return new Storability(storable, maxAge.equals(UNLIMITED) ? maxAge : lessAge(maxAge, headers));
	}

	private static Duration lessAge(Duration maxAge, HttpHeaders headers) {
		String age = headers.getFirst(HttpHeaders.AGE);
		Duration left = (age != null) ? maxAge.minus(seconds(age)) : maxAge;
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Reads delta-seconds. What is not a number is zero, as RFC 9111 section 4.2.1
	 * advises.
	 */
	private static Duration seconds(String text) {
		String digits = text.replace("\"", "").strip();
		if (digits.isEmpty() || !digits.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Duration.ZERO;
		}
		if (digits.length() > LONGEST_NUMBER) {
			return UNLIMITED;
		}
		Duration given = Duration.ofSeconds(Long.parseLong(digits));
		return (given.compareTo(UNLIMITED) < 0) ? given : UNLIMITED;
	}

}
