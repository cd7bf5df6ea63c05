package org.partnergateway.correlation;

import java.util.Enumeration;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads a caller's correlation headers, each in the form that Partner Center documents.
 */
final class HeaderForms {

	private static final int GUID_LENGTH = 36;

	private static final int LONGEST_VECTOR = 127;

	// 16 characters in the first version of correlation vectors, 22 in the second.
	private static final Pattern VECTOR = Pattern
		.compile("(?:[A-Za-z0-9+/]{16}|[A-Za-z0-9+/]{22})(?:\\.[0-9]{1,10})+!?");

	private HeaderForms() {
	}

	/**
	 * Reads the identity of a request.
	 * @throws InvalidHeaderException if a header is malformed that must not be ignored
	 */
	static Correlation read(HttpServletRequest request) {
		return new Correlation(id(request, CorrelationHeaders.REQUEST_ID),
				id(request, CorrelationHeaders.CORRELATION_ID), vector(request), locale(request));
	}

	/**
	 * Reads an id, and creates one if it is missing or malformed.
	 */
	static String idOrNew(HttpServletRequest request, String header) {
		String value = single(request.getHeaders(header));
		return (value != null && isGuid(value)) ? value : Correlation.newId();
	}

	/**
	 * Reads an id. An empty value, which a script with an unset variable sends, counts as
	 * missing.
	 */
	private static String id(HttpServletRequest request, String header) {
		Enumeration<String> values = request.getHeaders(header);
		if (values == null || !values.hasMoreElements()) {
			return Correlation.newId();
		}
		String value = single(values);
		if (value != null && value.isEmpty()) {
			return Correlation.newId();
		}
		if (value == null || !isGuid(value)) {
			throw new InvalidHeaderException(header,
					"one GUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, in hexadecimal digits");
		}
		return value;
	}

	private static @Nullable String vector(HttpServletRequest request) {
		String value = single(request.getHeaders(CorrelationHeaders.VECTOR));
		return (value != null && value.length() <= LONGEST_VECTOR && VECTOR.matcher(value).matches()) ? value : null;
	}

	private static String locale(HttpServletRequest request) {
		Enumeration<String> values = request.getHeaders(CorrelationHeaders.LOCALE);
		if (values == null || !values.hasMoreElements()) {
			return Correlation.DEFAULT_LOCALE;
		}
		String first = values.nextElement();
		// The fast case: nearly every client sends this.
		if (first.equals(Correlation.DEFAULT_LOCALE) && !values.hasMoreElements()) {
			return Correlation.DEFAULT_LOCALE;
		}
		String locale = culture(first, null);
		while (values.hasMoreElements()) {
			locale = culture(values.nextElement(), locale);
		}
		return (locale != null) ? locale : Correlation.DEFAULT_LOCALE;
	}

	/**
	 * Reads a line of culture names, which must all be the same. Empty names are ignored.
	 */
	private static @Nullable String culture(String line, @Nullable String before) {
		String culture = before;
		for (String part : line.split(",", -1)) {
			String name = part.strip();
			if (name.isEmpty()) {
				continue;
			}
			String found = Cultures.find(name);
			if (found == null || (culture != null && !culture.equals(found))) {
				throw new InvalidHeaderException(CorrelationHeaders.LOCALE,
						"one culture name that exists, such as en-US or az-Latn-AZ");
			}
			culture = found;
		}
		return culture;
	}

	private static @Nullable String single(@Nullable Enumeration<String> values) {
		if (values == null || !values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		return values.hasMoreElements() ? null : value;
	}

	private static boolean isGuid(String value) {
		if (value.length() != GUID_LENGTH) {
			return false;
		}
		for (int i = 0; i < GUID_LENGTH; i++) {
			char c = value.charAt(i);
			boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
			boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
			if (dash ? c != '-' : !digit) {
				return false;
			}
		}
		return true;
	}

}
