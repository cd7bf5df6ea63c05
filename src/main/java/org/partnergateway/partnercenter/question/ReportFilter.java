package org.partnergateway.partnercenter.question;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads the filter of a commercial report: comparisons of a field with a string, joined
 * by {@code and} and {@code or}, with parentheses. Reads from left to right without
 * recursion, since only the length of the request line limits the nesting.
 */
final class ReportFilter {

	static final String FORM = "made of comparisons such as serviceName eq 'o365', with eq or ne, joined by and, or and "
			+ "parentheses; a quote within a string is doubled; and the field must be one of the report's";

	private final LicenseReport report;

	private final String text;

	private final StringBuilder canonical = new StringBuilder();

	private int position;

	private ReportFilter(LicenseReport report, String text) {
		this.report = report;
		this.text = text;
	}

	/**
	 * Reads a filter.
	 * @return the canonical filter, with normalized blanks, keywords in lower case and
	 * fields as documented; {@code null} if it is malformed
	 */
	static @Nullable String canonical(LicenseReport report, String text) {
		ReportFilter filter = new ReportFilter(report, text);
		return filter.read() ? filter.canonical.toString() : null;
	}

	private boolean read() {
		int depth = 0;
		while (true) {
			while (skip('(')) {
				this.canonical.append('(');
				depth++;
			}
			if (!readComparison()) {
				return false;
			}
			while (skip(')')) {
				this.canonical.append(')');
				depth--;
				if (depth < 0) {
					return false;
				}
			}
			if (isAtEnd()) {
				return depth == 0;
			}
			if (!readKeyword("and", "or")) {
				return false;
			}
			this.canonical.append(' ');
		}
	}

	private boolean readComparison() {
		ReportField field = ReportField.find(this.report, word());
		if (field == null) {
			return false;
		}
		this.canonical.append(field.label());
		if (!readKeyword("eq", "ne")) {
			return false;
		}
		this.canonical.append(' ');
		return readString();
	}

	private boolean readKeyword(String one, String other) {
		String word = word().toLowerCase(Locale.ROOT);
		this.canonical.append(' ').append(word);
		return word.equals(one) || word.equals(other);
	}

	private boolean readString() {
		if (isAtEnd() || this.text.charAt(this.position) != '\'') {
			return false;
		}
		int start = this.position;
		int quote = this.text.indexOf('\'', start + 1);
		while (isDoubled(quote)) {
			quote = this.text.indexOf('\'', quote + 2);
		}
		if (quote < 0) {
			return false;
		}
		this.position = quote + 1;
		this.canonical.append(this.text, start, this.position);
		return true;
	}

	/**
	 * Whether a quote is doubled, so that the string goes on.
	 */
	private boolean isDoubled(int quote) {
		return quote >= 0 && this.text.startsWith("\'\'", quote);
	}

	private String word() {
		skipBlanks();
		int start = this.position;
		while (this.position < this.text.length() && isLetter(this.text.charAt(this.position))) {
			this.position++;
		}
		String word = this.text.substring(start, this.position);
		skipBlanks();
		return word;
	}

	private boolean skip(char expected) {
		if (isAtEnd() || this.text.charAt(this.position) != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	private boolean isAtEnd() {
		skipBlanks();
		return this.position == this.text.length();
	}

	private void skipBlanks() {
		while (this.position < this.text.length() && this.text.charAt(this.position) == ' ') {
			this.position++;
		}
	}

	private static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

}
