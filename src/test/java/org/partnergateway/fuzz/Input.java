package org.partnergateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What is sent.
 *
 * @param index which one it is of its seed
 * @param text its bytes, as characters of one byte each
 * @param framed whether it is one request, well-formed as far as where it ends, which is
 * followed by others on its connection; otherwise it is all that its connection carries
 */
record Input(int index, String text, boolean framed) {

	private static final int LONGEST_LINE = 8_000;

	private static final Pattern LINE = Pattern
		.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [\\w%&'()*+,./:;=?@!$~-]+ HTTP/\\d\\.\\d\r\n.*", Pattern.DOTALL);

	byte[] bytes() {
		return this.text.getBytes(StandardCharsets.ISO_8859_1);
	}

	String method() {
		String start = this.text.stripLeading();
		int end = start.indexOf(' ');
		return (end < 0) ? "" : start.substring(0, end);
	}

	/**
	 * Whether its first line is one of HTTP/1. Where it is not, Tomcat answers in the
	 * version of whatever it answered before, on another connection, and in HTTP/0.9
	 * there are no heads.
	 */
	boolean hasLine() {
		return LINE.matcher(this.text).matches() && this.text.indexOf('\r') < LONGEST_LINE;
	}

	/**
	 * The text with everything escaped that a terminal would not show.
	 */
	String shown() {
		StringBuilder shown = new StringBuilder();
		this.text.chars()
			.forEach((c) -> shown.append((c >= 0x20 && c < 0x7f) ? String.valueOf((char) c)
					: (c == '\n') ? "\\n\n" : "\\x%02x".formatted(c)));
		return shown.toString();
	}

}
