package org.partnergateway.correlation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The cultures that exist: those of CLDR in the JDK, with and without a region. A culture
 * is found in any letter case. The list is created when a locale other than the default
 * is first read.
 */
final class Cultures {

	// Without extensions, which name calendars and number systems.
	private static final Pattern PLAIN = Pattern
		.compile("(?!und)[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})?");

	private static final Pattern VARIANT = Pattern.compile("-[A-Z0-9]{5,8}$");

	private static final Map<String, String> BY_NAME = byName();

	private Cultures() {
	}

	/**
	 * Finds a culture.
	 * @param name its name in any letter case, such as {@code EN-us}
	 * @return its name in the usual letter case; {@code null} if there is no such culture
	 */
	static @Nullable String find(String name) {
		String usual = BY_NAME.get(name);
		return (usual != null) ? usual : BY_NAME.get(name.toLowerCase(Locale.ROOT));
	}

	private static Map<String, String> byName() {
		Map<String, String> byName = new HashMap<>();
		for (Locale locale : Locale.getAvailableLocales()) {
			String tag = locale.toLanguageTag();
			if (PLAIN.matcher(tag).matches()) {
				String usual = VARIANT.matcher(tag).replaceFirst((variant) -> variant.group().toLowerCase(Locale.ROOT));
				byName.put(usual, usual);
				byName.put(usual.toLowerCase(Locale.ROOT), usual);
			}
		}
		return Map.copyOf(byName);
	}

}
