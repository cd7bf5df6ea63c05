package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.partnergateway.harness.Promtool;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the alerts, each of which has a section in the runbook.
 */
class AlertTests {

	private static final String RUNBOOK = "src/docs/runbook.md";

	private static final Path RULES = Chart.DIRECTORY.resolve("files/rules.yaml");

	private static final Path CASES = Path.of("src", "test", "resources", "org", "partnergateway", "helm",
			"rules-tests.yaml");

	private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");

	private static final Pattern LINK = Pattern.compile("\\(#([\\w-]+)\\)");

	@Test
	void rulesPassPromtool() throws Exception {
		assertThat(Promtool.run("", "check", "rules", RULES.toString())).contains("SUCCESS").doesNotContain("FAILED");
	}

	@Test
	void rulesFireWhenTheyShouldAndNotOtherwise() throws Exception {
		assertThat(Promtool.run("", "test", "rules", CASES.toString())).contains("SUCCESS").doesNotContain("FAILED");
	}

	@Test
	void everyAlertHasACaseInWhichItFiresAndOneInWhichNot() {
		Map<String, Object> cases = new Yaml().load(Chart.read(CASES));
		List<Map<String, Object>> evaluations = maps(cases, "tests").flatMap((test) -> maps(test, "alert_rule_test"))
			.toList();
		assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy((alert) -> {
			assertThat(evaluations).anyMatch((evaluation) -> name(alert).equals(evaluation.get("alertname"))
					&& !List.of().equals(evaluation.get("exp_alerts")));
			assertThat(evaluations).anyMatch((evaluation) -> name(alert).equals(evaluation.get("alertname"))
					&& List.of().equals(evaluation.get("exp_alerts")));
		});
	}

	@Test
	void everyAlertSaysHowBadItIsAndWhatItIs() {
		assertThat(alerts()).allSatisfy((alert) -> {
			assertThat(map(alert, "labels").get("severity")).isIn("critical", "warning", "info");
			Map<String, Object> annotations = map(alert, "annotations");
			assertThat(annotations).containsOnlyKeys("summary", "description", "runbook");
			assertThat(String.valueOf(annotations.get("summary"))).matches("[A-Z][^{]*[^.]");
			assertThat(String.valueOf(annotations.get("description"))).endsWith(".");
			assertThat(annotations.get("runbook")).isEqualTo(RUNBOOK + "#" + anchor(name(alert)));
		});
	}

	@Test
	void everyAlertHasASectionOfTheRunbookAndEverySectionAnAlert() {
		assertThat(sections()).containsExactlyElementsOf(alerts().stream().map(AlertTests::name).toList());
	}

	@Test
	void everySectionOfTheRunbookSaysWhatWhereAndWhen() {
		List<String> texts = Stream.of(Chart.read(Path.of(RUNBOOK)).split("(?m)^## ")).skip(1).toList();
		assertThat(texts).isNotEmpty()
			.allSatisfy((text) -> assertThat(text).contains("**For callers:**", "**Look", "**Worry")
				.containsIgnoringCase("do:**"));
		assertThat(LINK.matcher(Chart.read(Path.of(RUNBOOK))).results().map((link) -> link.group(1))).isNotEmpty()
			.isSubsetOf(sections().stream().map(AlertTests::anchor).toList());
	}

	private static List<String> sections() {
		return SECTION.matcher(Chart.read(Path.of(RUNBOOK)))
			.results()
			.map((MatchResult section) -> section.group(1))
			.toList();
	}

	private static List<Map<String, Object>> alerts() {
		return maps(new Yaml().load(Chart.read(RULES)), "groups").flatMap((group) -> maps(group, "rules"))
			.filter((rule) -> rule.containsKey("alert"))
			.toList();
	}

	private static String name(Map<String, Object> alert) {
		return String.valueOf(alert.get("alert"));
	}

	private static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Map<String, Object> parent, String key) {
		return (Map<String, Object>) Objects.requireNonNull(parent.get(key), key);
	}

	@SuppressWarnings("unchecked")
	private static Stream<Map<String, Object>> maps(Map<String, Object> parent, String key) {
		return ((List<Map<String, Object>>) Objects.requireNonNull(parent.get(key), key)).stream();
	}

}
