package org.partnergateway.harness;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Cultures that exist, in an order that is always the same, without the default.
 */
public final class Cultures {

	private static final List<String> NAMES = Stream.of(Locale.getAvailableLocales())
		.map(Locale::toLanguageTag)
		.filter((name) -> name.matches("[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}") && !name.equals("en-US"))
		.sorted()
		.toList();

	private Cultures() {
	}

	/**
	 * One of several hundred.
	 * @param number which, from 0
	 */
	public static String get(int number) {
		return NAMES.get(number);
	}

}
