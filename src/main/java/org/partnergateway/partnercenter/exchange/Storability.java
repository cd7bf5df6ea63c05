package org.partnergateway.partnercenter.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a response says about storing it (RFC 9111, sections 4.2, 5.2.2 and 5.4). Partner
 * Center's documentation promises no such headers. Whether they are followed is not
 * decided here.
 *
 * @param forbidding the directives and headers that forbid storing it, in alphabetical
 * order; empty if none does. Those that require a validation count, since the response
 * cannot be validated
 * @param maxAge how long it is fresh from now on; {@link #UNLIMITED} if it does not say
 * @param limiting the name of the directive or header that says so; {@code null} if there
 * is none
 */
public record Storability(Set<String> forbidding, Duration maxAge, @Nullable String limiting) {

	/** No limit was given. */
	public static final Duration UNLIMITED = Duration.ofDays(36_500);

	/** The storability of a response that says nothing. */
	public static final Storability FREE = new Storability(Set.of(), UNLIMITED, null);

	private static final Set<String> FORBIDDING = Set.of("no-store", "no-cache", "private", "must-revalidate",
			"proxy-revalidate");

	// The first that is present decides: s-maxage takes precedence in a shared cache.
	private static final List<String> LIMITING = List.of("s-maxage", "max-age");

	// Longer numbers would overflow.
	private static final int LONGEST_NUMBER = 18;

	public static Storability read(HttpHeaders headers, Instant now) {
		Set<String> forbidding = new TreeSet<>();
		Map<String, Duration> limits = new HashMap<>();
		for (String directive : members(headers, HttpHeaders.CACHE_CONTROL)) {
			String[] parts = directive.split("=", 2);
			String name = parts[0].strip();
			if (FORBIDDING.contains(name)) {
				forbidding.add(name);
			}
			if (LIMITING.contains(name)) {
				limits.merge(name, seconds((parts.length > 1) ? parts[1] : ""), Storability::shorter);
			}
		}
		if (!headers.containsHeader(HttpHeaders.CACHE_CONTROL)
				&& members(headers, HttpHeaders.PRAGMA).contains("no-cache")) {
			forbidding.add("Pragma: no-cache");
		}
		if (members(headers, HttpHeaders.VARY).contains("*")) {
			forbidding.add("Vary: *");
		}
		for (String name : LIMITING) {
			Duration limit = limits.get(name);
			if (limit != null) {
				return new Storability(forbidding, limit.equals(UNLIMITED) ? limit : lessAge(limit, headers), name);
			}
		}
		String expires = headers.getFirst(HttpHeaders.EXPIRES);
		return (expires == null) ? new Storability(forbidding, UNLIMITED, null)
				: new Storability(forbidding, lessAge(until(expires, headers, now), headers), HttpHeaders.EXPIRES);
	}

	/**
	 * Whether it may be stored at all.
	 * @return whether nothing forbids it
	 */
	public boolean storable() {
		return this.forbidding.isEmpty();
	}

	private static List<String> members(HttpHeaders headers, String name) {
		return headers.getOrEmpty(name)
			.stream()
			.flatMap((line) -> List.of(line.toLowerCase(Locale.ROOT).split(",", -1)).stream())
			.map(String::strip)
			.toList();
	}

	/**
	 * The time until a date, by the sender's clock if the response has a {@code Date}. A
	 * malformed date counts as past (RFC 9111, section 5.3).
	 */
	private static Duration until(String expires, HttpHeaders headers, Instant now) {
		Instant end = date(expires);
		Instant sent = date(headers.getFirst(HttpHeaders.DATE));
		return (end != null) ? Duration.between((sent != null) ? sent : now, end) : Duration.ZERO;
	}

	private static @Nullable Instant date(@Nullable String text) {
		try {
			return (text != null) ? ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
					: null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Duration lessAge(Duration maxAge, HttpHeaders headers) {
		String age = headers.getFirst(HttpHeaders.AGE);
		Duration left = (age != null) ? maxAge.minus(seconds(age)) : maxAge;
		return left.isNegative() ? Duration.ZERO : shorter(left, UNLIMITED);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Reads delta-seconds. Anything but a number is zero, as RFC 9111 section 4.2.1
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
		return shorter(Duration.ofSeconds(Long.parseLong(digits)), UNLIMITED);
	}

}
