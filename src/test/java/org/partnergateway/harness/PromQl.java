package org.partnergateway.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An expression of PromQL, as far as the names in it go.
 *
 * @param text the expression
 */
public record PromQl(String text) {

	private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\b(by|without|on|ignoring)\\s*\\(([^)]*)\\)");

	private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "without", "on", "ignoring");

	/**
	 * The names of the metrics.
	 */
	public List<String> metrics() {
		String bare = this.text.replaceAll("\\{[^}]*}", " ").replaceAll("\\[[^]]*]", " ");
		bare = GROUPING.matcher(STRING.matcher(bare).replaceAll(" ")).replaceAll(" ");
		return NAME.matcher(bare).results().map(MatchResult::group).filter((name) -> !WORDS.contains(name)).toList();
	}

	/**
	 * What is asked of the labels of each metric.
	 */
	public List<Matcher> matchers() {
		List<Matcher> matchers = new ArrayList<>();
		SELECTOR.matcher(this.text)
			.results()
			.forEach((selector) -> MATCHER.matcher(selector.group(2))
				.results()
				.map((match) -> new Matcher(selector.group(1), match.group(1), match.group(2), match.group(3)))
				.forEach(matchers::add));
		return matchers;
	}

	/**
	 * The labels by which something is grouped.
	 */
	public List<String> groupings() {
		return GROUPING.matcher(this.text)
			.results()
			.flatMap((grouping) -> Stream.of(grouping.group(2).split(",")))
			.map(String::strip)
			.toList();
	}

	/**
	 * What is asked of a label.
	 *
	 * @param metric the metric that has the label
	 * @param label the label
	 * @param operator how it is compared
	 * @param value with what
	 */
	public record Matcher(String metric, String label, String operator, String value) {

		public boolean wants() {
			return this.operator.startsWith("=");
		}

		public boolean matches(String other) {
			return this.operator.endsWith("~") ? other.matches(this.value) : other.equals(this.value);
		}

	}

}
