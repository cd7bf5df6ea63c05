package org.partnergateway.http;

import java.util.Enumeration;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code If-None-Match} (RFC 9110 section 13.1.2) with the weak comparison.
 */
public final class EntityTags {

	private EntityTags() {
	}

	/**
	 * Finds the tag that a condition names.
	 * @param conditions the values of the header
	 * @param tag the tag of the content that would be sent
	 * @param other the tag of the same content in another coding, which the caller may
	 * have stored
	 * @return the tag that is named, or {@code null} if neither is
	 */
	public static @Nullable String match(Enumeration<String> conditions, String tag, String other) {
		String match = null;
		while (conditions.hasMoreElements()) {
			String condition = conditions.nextElement();
			if (condition.strip().equals("*") || names(condition, tag)) {
				return tag;
			}
			if (names(condition, other)) {
				match = other;
			}
		}
		return match;
	}

	/**
	 * Whether a list of tags contains a tag. The tags of reports contain no character
	 * that separates a list, so an occurrence between list boundaries is a member.
	 */
	private static boolean names(String list, String tag) {
		for (int at = list.indexOf(tag); at >= 0; at = list.indexOf(tag, at + 1)) {
			if (isStart(list, at) && isEnd(list, at + tag.length())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isStart(String list, int at) {
		int i = at - 1;
		if (i >= 1 && list.charAt(i) == '/' && list.charAt(i - 1) == 'W') {
			i -= 2;
		}
		while (i >= 0 && isSpace(list.charAt(i))) {
			i--;
		}
		return i < 0 || list.charAt(i) == ',';
	}

	private static boolean isEnd(String list, int at) {
		int i = at;
		while (i < list.length() && isSpace(list.charAt(i))) {
			i++;
		}
		return i == list.length() || list.charAt(i) == ',';
	}

	private static boolean isSpace(char c) {
		return c == ' ' || c == '\t';
	}

}
