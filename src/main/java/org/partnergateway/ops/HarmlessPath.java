package org.partnergateway.ops;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes a path that any client may have sent harmless to show. Segments that look like
 * those of the gateway's own paths, or are GUIDs, stay as they are. Others may be markup,
 * or a credential pasted into the wrong place, and become an ellipsis.
 */
final class HarmlessPath {

	private static final String LEFT_OUT = "\u2026";

	private static final int LONGEST = 256;

	private static final int MOST_SEGMENTS = 10;

	private static final Pattern HARMLESS = Pattern
		.compile("[A-Za-z.-]{0,24}|[vV][0-9]|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	private HarmlessPath() {
	}

	/**
	 * Keeps the harmless segments.
	 * @param path the path as it was sent; {@code null} if it could not be read
	 */
	static String of(@Nullable String path) {
		if (path == null || path.length() > LONGEST || !path.startsWith("/")) {
			return LEFT_OUT;
		}
		String[] segments = path.substring(1).split("/", MOST_SEGMENTS);
		StringBuilder shown = new StringBuilder();
		for (String segment : segments) {
			shown.append('/').append(HARMLESS.matcher(segment).matches() ? segment : LEFT_OUT);
		}
		return shown.toString();
	}

}
