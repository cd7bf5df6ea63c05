package org.partnergateway.insights;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The members of a JSON object that hold a text or a number. Names are compared in any
 * letter case. Of several names, the first with a valid value counts; of a repeated name,
 * the last.
 */
final class Members {

	/** With this limit no sum over the rows of a body exceeds a long. */
	private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

	/** A double takes 24 characters at most; reading a million digits takes long. */
	private static final int LONGEST_NUMBER = 64;

	private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC);

	private final Map<String, Value> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	/**
	 * Reads a member, to the end of its value.
	 */
	void read(String name, JsonParser parser) {
		switch (parser.currentToken()) {
			case VALUE_STRING -> this.values.put(name, new Value(parser.getString(), true));
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> this.values.put(name, new Value(parser.getString(), false));
			default -> parser.skipChildren();
		}
	}

	@Nullable String text(String... names) {
		return first(names, (value) -> (value.quoted() && !value.text().isBlank()) ? value.text() : null);
	}

	@Nullable Long count(String... names) {
		return first(names, (value) -> {
			BigDecimal number = number(value.text());
			return (number != null && number.stripTrailingZeros().scale() <= 0) ? Long.valueOf(number.longValue())
					: null;
		});
	}

	/**
	 * Reads a percentage, or computes it as the part of the whole.
	 */
	@Nullable Double percent(@Nullable Long part, @Nullable Long whole, String... names) {
		BigDecimal given = first(names, (value) -> number(value.text()));
		if (given != null) {
			return given.doubleValue();
		}
		return (part == null || whole == null || whole == 0) ? null : Double.valueOf(100.0 * part / whole);
	}

	@Nullable Instant time(String... names) {
		return first(names, (value) -> value.quoted() ? time(value.text()) : null);
	}

	private <T> @Nullable T first(String[] names, Function<Value, @Nullable T> read) {
		for (String name : names) {
			Value value = this.values.get(name);
			T found = (value != null) ? read.apply(value) : null;
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static @Nullable BigDecimal number(String text) {
		if (text.length() > LONGEST_NUMBER) {
			return null;
		}
		try {
			BigDecimal number = new BigDecimal(text.strip());
			return (number.signum() >= 0 && number.compareTo(MOST) <= 0) ? number : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Instant time(String text) {
		try {
			Instant time = TIME.parse(text.strip(), Instant::from);
			return (time.isBefore(EARLIEST) || time.isAfter(LATEST)) ? null : time;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private record Value(String text, boolean quoted) {

	}

}
