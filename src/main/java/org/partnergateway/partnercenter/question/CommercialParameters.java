package org.partnergateway.partnercenter.question;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * Reads the query of the commercial reports strictly. The canonical form has the
 * parameters in one order and one encoding, without insignificant blanks. A parameter
 * with its default value stays, since Partner Center may change its defaults.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-licenses-deployment-information">
 * Get commercial license deployment data</a>
 */
public final class CommercialParameters {

	private static final int MOST_ROWS = 10_000;

	private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,10})");

	// An offset whose plus sign was not encoded, so that it was decoded to a blank.
	private static final Pattern UNSIGNED_OFFSET = Pattern.compile(" (?=[0-9]{2}:[0-9]{2}$)");

	private static final DateTimeFormatter DATE_OR_TIME = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.optionalStart()
		.appendLiteral('T')
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.optionalStart()
		.appendOffsetId()
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final LicenseReport report;

	private CommercialParameters(LicenseReport report) {
		this.report = report;
	}

	/**
	 * Reads a query. Parameters that the reports do not define are ignored.
	 * @param query the query, percent-encoded; {@code null} if there is none
	 * @return the canonical form, percent-encoded; empty if no parameter is given
	 * @throws InvalidParameterException if a parameter is malformed or comes twice
	 */
	static String canonical(LicenseReport report, @Nullable String query) {
		if (query == null || query.isEmpty()) {
			return "";
		}
		CommercialParameters parameters = new CommercialParameters(report);
		return read(query).entrySet()
			.stream()
			.map((given) -> given.getKey().label() + "="
					+ UriUtils.encode(parameters.canonical(given.getKey(), given.getValue()), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/**
	 * Whether a query is valid and all its parameters are defined.
	 * @param query the query, percent-encoded; {@code null} if there is none
	 */
	public static boolean isUnderstood(LicenseReport report, @Nullable String query) {
		try {
			canonical(report, query);
		}
		catch (InvalidParameterException ex) {
			return false;
		}
		return query == null || Stream.of(query.split("&", -1))
			.allMatch((pair) -> pair.isEmpty() || Parameter.find(pair.split("=", 2)[0]) != null);
	}

	private static Map<Parameter, String> read(String query) {
		Map<Parameter, String> given = new EnumMap<>(Parameter.class);
		for (String pair : query.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			Parameter parameter = Parameter.find(parts[0]);
			if (parameter == null) {
				continue;
			}
			if (given.containsKey(parameter)) {
				throw parameter.mustBe("given once");
			}
			given.put(parameter, decode(parameter, (parts.length > 1) ? parts[1] : ""));
		}
		return given;
	}

	private static String decode(Parameter parameter, String encoded) {
		String value = percentDecode(encoded);
		// The replacement character stands for bytes that are not UTF-8.
		if (value == null || value.indexOf('\uFFFD') >= 0) {
			throw parameter.mustBe("percent-encoded UTF-8");
		}
		if (value.chars().anyMatch(Character::isISOControl)) {
			throw parameter.mustBe("free of control characters");
		}
		if (value.isBlank()) {
			throw parameter.mustBe("given with a value or not at all");
		}
		return value.strip();
	}

	private static @Nullable String percentDecode(String encoded) {
		try {
			return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private String canonical(Parameter parameter, String value) {
		String canonical = switch (parameter) {
			case TOP -> number(value, 1, MOST_ROWS);
			case SKIP -> number(value, 0, Integer.MAX_VALUE);
			case FILTER -> ReportFilter.canonical(this.report, value);
			case GROUPBY -> fields(value);
			case PROCESSED_DATE_TIME -> dateOrTime(value);
		};
		if (canonical == null) {
			throw parameter.mustBe(parameter.form);
		}
		return canonical;
	}

	private static @Nullable String number(String value, int least, int most) {
		Matcher digits = NUMBER.matcher(value);
		if (!digits.matches()) {
			return null;
		}
		long number = Long.parseLong(digits.group(1));
		return (number >= least && number <= most) ? Long.toString(number) : null;
	}

	/**
	 * Reads a list of fields. Their order does not affect the groups, so it is
	 * normalized.
	 */
	private @Nullable String fields(String value) {
		Set<ReportField> fields = EnumSet.noneOf(ReportField.class);
		for (String name : value.split(",", -1)) {
			ReportField field = ReportField.find(this.report, name.strip());
			if (field == null || !fields.add(field)) {
				return null;
			}
		}
		return fields.stream().map(ReportField::label).collect(Collectors.joining(","));
	}

	private static @Nullable String dateOrTime(String value) {
		String text = UNSIGNED_OFFSET.matcher(value).replaceFirst("+").toUpperCase(Locale.ROOT);
		try {
			DATE_OR_TIME.parse(text);
			return text;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * The parameters, in the order in which they are sent.
	 */
	private enum Parameter {

		TOP("top", "a whole number from 1 to 10000"),

		SKIP("skip", "a whole number from 0 to 2147483647"),

		FILTER("filter", ReportFilter.FORM),

		GROUPBY("groupby", "a list of different fields of the report, such as serviceName,channel"),

		PROCESSED_DATE_TIME("processedDateTime", "a date or a time such as 2026-11-10 or 2026-11-10T00:00:00Z");

		private final String label;

		private final String form;

		Parameter(String label, String form) {
			this.label = label;
			this.form = form;
		}

		String label() {
			return this.label;
		}

		InvalidParameterException mustBe(String form) {
			return new InvalidParameterException(this.label, form);
		}

		/**
		 * Finds a parameter by its name, percent-encoded, in any letter case.
		 */
		static @Nullable Parameter find(String encodedName) {
			String name = percentDecode(encodedName);
			return Stream.of(values())
				.filter((parameter) -> parameter.label.equalsIgnoreCase(name))
				.findFirst()
				.orElse(null);
		}

	}

}
