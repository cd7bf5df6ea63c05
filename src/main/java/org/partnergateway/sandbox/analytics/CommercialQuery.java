package org.partnergateway.sandbox.analytics;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a commercial report.
 *
 * @param top the largest number of rows of a page
 * @param skip the number of rows before the page
 * @param filter matches the rows
 * @param groupBy the fields to group by; empty for single rows
 * @param processed the day on which the rows were processed, in UTC; {@code null} for the
 * last one
 */
record CommercialQuery(int top, int skip, Predicate<ObjectNode> filter, List<String> groupBy,
		@Nullable LocalDate processed) {

	private static final int MOST_ROWS = 10_000;

	private static final DateTimeFormatter PROCESSED = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.optionalStart()
		.appendLiteral('T')
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.optionalStart()
		.appendOffsetId()
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	/**
	 * Reads the parameters. None is required.
	 * @throws RefusedException if one is not valid
	 */
	static CommercialQuery of(Parameters parameters, Measure measure) {
		String filter = parameters.get("filter");
		return new CommercialQuery(number(parameters, "top", 1, MOST_ROWS, MOST_ROWS),
				number(parameters, "skip", 0, Integer.MAX_VALUE, 0),
				(filter != null) ? Filter.parse(filter, measure) : (row) -> true,
				fields(parameters.get("groupby"), measure), date(parameters.get("processedDateTime")));
	}

	private static int number(Parameters parameters, String name, int least, int most, int absent) {
		String value = parameters.get(name);
		if (value == null) {
			return absent;
		}
		long number = value.matches("[0-9]{1,10}") ? Long.parseLong(value) : -1;
		if (number < least || number > most) {
			throw RefusedException
				.badRequest("The parameter %s is a number from %d to %d.".formatted(name, least, most));
		}
		return (int) number;
	}

	private static List<String> fields(@Nullable String list, Measure measure) {
		return (list == null) ? List.of()
				: Stream.of(list.split(",", -1)).map(String::strip).map(measure::field).distinct().toList();
	}

	private static @Nullable LocalDate date(@Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			TemporalAccessor parsed = PROCESSED.parseBest(text, OffsetDateTime::from, LocalDate::from);
			return (parsed instanceof OffsetDateTime time) ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
					: LocalDate.from(parsed);
		}
		catch (DateTimeException ex) {
			throw RefusedException.badRequest("The parameter processedDateTime is a date, with or without a time.");
		}
	}

}
