package org.partnergateway.correlation;

import java.util.Enumeration;
import java.util.Locale;
import java.util.regex.Matcher;
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

	private static final Pattern CULTURE = Pattern
		.compile("([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?(?:-([A-Za-z0-9]{5,8}))?");

	private HeaderForms() {
	}

	/**
	 * Reads the identity of a request.
	 * @throws InvalidHeaderException if a header is malformed and may not be dropped
	 */
	static Correlation read(HttpServletRequest request) {
		return new Correlation(id(request, CorrelationHeaders.REQUEST_ID),
				id(request, CorrelationHeaders.CORRELATION_ID), vector(request), locale(request));
	}

	/**
	 * Reads an id where it is well-formed, and makes one where it is not.
	 */
	static String idOrNew(HttpServletRequest request, String header) {
		String value = single(request.getHeaders(header));
		return (value != null && isGuid(value)) ? value : Correlation.newId();
	}

	private static String id(HttpServletRequest request, String header) {
		Enumeration<String> values = request.getHeaders(header);
		if (values == null || !values.hasMoreElements()) {
			return Correlation.newId();
		}
		String value = single(values);
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
		// As nearly every client sends it.
		if (first.equals(Correlation.DEFAULT_LOCALE) && !values.hasMoreElements()) {
			return Correlation.DEFAULT_LOCALE;
		}
		String locale = culture(first, null);
		while (values.hasMoreElements()) {
			locale = culture(values.nextElement(), locale);
		}
		return locale;
	}

	/**
	 * Reads a line of culture names, which must all be the same.
	 */
	private static String culture(String line, @Nullable String before) {
		String culture = before;
		for (String name : line.split(",", -1)) {
			String normal = normalize(name.strip());
			if (normal == null || (culture != null && !culture.equals(normal))) {
				throw new InvalidHeaderException(CorrelationHeaders.LOCALE,
						"one culture name, such as en-US or az-Latn-AZ");
			}
			culture = normal;
		}
		return (culture != null) ? culture : Correlation.DEFAULT_LOCALE;
	}

	private static @Nullable String normalize(String name) {
		Matcher parts = CULTURE.matcher(name);
		if (!parts.matches()) {
			return null;
		}
		StringBuilder normal = new StringBuilder(parts.group(1).toLowerCase(Locale.ROOT));
		String script = parts.group(2);
		if (script != null) {
			normal.append('-').append(script.substring(0, 1).toUpperCase(Locale.ROOT));
			normal.append(script.substring(1).toLowerCase(Locale.ROOT));
		}
		String region = parts.group(3);
		if (region != null) {
			normal.append('-').append(region.toUpperCase(Locale.ROOT));
		}
		String variant = parts.group(4);
		if (variant != null) {
			normal.append('-').append(variant.toLowerCase(Locale.ROOT));
		}
		return normal.toString();
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
