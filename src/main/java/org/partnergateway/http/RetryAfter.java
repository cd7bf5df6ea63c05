package org.partnergateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads {@code Retry-After}, a number of seconds or a date (RFC 9110 section 10.2.3).
 */
public final class RetryAfter {

	// Longer times are cut to this, since they might overflow.
	private static final Duration LONGEST = Duration.ofDays(1);

	private RetryAfter() {
	}

	/**
	 * Reads the header.
	 * @return the time from now, never negative and at most one day; {@code null} if the
	 * header is missing or malformed
	 */
	public static @Nullable Duration read(HttpHeaders headers, Instant now) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		// Without leading zeros, the number of digits shows how large the number is.
		String text = value.strip().replaceFirst("^0+(?=\\d)", "");
		if (!text.isEmpty() && text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return (text.length() > 9) ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text)));
		}
		try {
			ZonedDateTime date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
			return (date != null) ? bounded(Duration.between(now, date)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static Duration bounded(Duration given) {
		if (given.isNegative()) {
			return Duration.ZERO;
		}
		return (given.compareTo(LONGEST) < 0) ? given : LONGEST;
	}

}
