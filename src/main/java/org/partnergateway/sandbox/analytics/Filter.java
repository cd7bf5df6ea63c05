package org.partnergateway.sandbox.analytics;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a filter: comparisons of a field with a literal, joined by {@code and}, which
 * binds more tightly, and {@code or}. Letter case is ignored everywhere, even in values:
 * the example in the documentation asks for {@code 'O365'} where rows have {@code o365}.
 * A field that is missing or null equals nothing.
 */
final class Filter {

	private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z]+|(?:'[^']*+')++|\\z)");

	private static final int DEEPEST = 50;

	private final Matcher matcher;

	private final Measure measure;

	private String token = "";

	private int position;

	private int depth;

	private Filter(String text, Measure measure) {
		this.matcher = TOKEN.matcher(text);
		this.measure = measure;
	}

	/**
	 * Reads a filter.
	 * @return matches the rows that pass the filter
	 * @throws RefusedException if it is malformed, or names an unknown field
	 */
	static Predicate<ObjectNode> parse(String text, Measure measure) {
		Filter filter = new Filter(text, measure);
		filter.advance();
		Predicate<ObjectNode> read = filter.readOr();
		filter.check(filter.token.isEmpty());
		return read;
	}

	private Predicate<ObjectNode> readOr() {
		Predicate<ObjectNode> left = readAnd();
		while (takes("or")) {
			left = left.or(readAnd());
		}
		return left;
	}

	private Predicate<ObjectNode> readAnd() {
		Predicate<ObjectNode> left = readTerm();
		while (takes("and")) {
			left = left.and(readTerm());
		}
		return left;
	}

	private Predicate<ObjectNode> readTerm() {
		if (!takes("(")) {
			return readComparison();
		}
		if (++this.depth > DEEPEST) {
			throw RefusedException.badRequest("The filter is nested too deeply.");
		}
		Predicate<ObjectNode> inner = readOr();
		check(takes(")"));
		this.depth--;
		return inner;
	}

	private Predicate<ObjectNode> readComparison() {
		check(Character.isLetter(first()));
		String field = this.measure.field(this.token);
		advance();
		boolean equal = takes("eq");
		check(equal || takes("ne"));
		check(first() == '\'');
		String literal = this.token.substring(1, this.token.length() - 1).replace("''", "'");
		advance();
		return (row) -> {
			JsonNode value = row.path(field);
			return equal == (value.isString() && value.stringValue().equalsIgnoreCase(literal));
		};
	}

	private char first() {
		return this.token.isEmpty() ? ' ' : this.token.charAt(0);
	}

	private boolean takes(String expected) {
		boolean found = this.token.equalsIgnoreCase(expected);
		if (found) {
			advance();
		}
		return found;
	}

	private void advance() {
		this.position = this.matcher.regionStart();
		check(this.matcher.lookingAt());
		this.token = this.matcher.group(1);
		this.position = this.matcher.start(1);
		this.matcher.region(this.matcher.end(), this.matcher.regionEnd());
	}

	private void check(boolean valid) {
		if (!valid) {
			throw RefusedException.badRequest("The filter is not valid at position %d.".formatted(this.position));
		}
	}

}
