package org.partnergateway.insights;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.partnercenter.question.LicenseReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes good bodies at random, with a fixed seed, and reads them.
 */
class InsightsMutationTests {

	private static final int BODIES = 500;

	private static final List<String> ODD_VALUES = List.of("null", "true", "0", "-1", "206.0", "206.5", "1e400",
			"1e-400", "12345678901234567890", "\"\"", "\"206\"", "\"NaN\"", "\"2017-03-10\"", "\"\\ud800\"", "{}", "[]",
			"[{\"licensesSold\":1}]", "{\"items\":[{\"channel\":\"a\"}]}", "[[[[[[[[]]]]]]]]");

	private final Random random = new Random(20170314);

	@ParameterizedTest
	@EnumSource
	void readWhenWellFormedGivesNoMoreRowsThanObjectsAndNothingAbsurd(LicenseReport report) {
		JsonNode sample = JsonMapper.shared().readTree(Samples.of(report));
		int most = 0;
		int least = Integer.MAX_VALUE;
		for (int i = 0; i < BODIES; i++) {
			String body = mutate(sample);
			Insights insights = Samples.read(report, body);
			assertThat(insights.rows()).as(body).hasSizeLessThanOrEqualTo(objects(body)).allSatisfy(this::assertSane);
			assertThat(insights.newest()).as(body).isEqualTo(newest(insights));
			most = Math.max(most, insights.rows().size());
			least = Math.min(least, insights.rows().size());
		}
		assertThat(least).isZero();
		assertThat(most).isGreaterThanOrEqualTo(sample.get(report.rows()).size());
	}

	@ParameterizedTest
	@EnumSource
	void readWhenBytesAreChangedRefusesExactlyWhatIsNotJson(LicenseReport report) {
		int refused = 0;
		for (int i = 0; i < BODIES; i++) {
			byte[] body = damage(Samples.of(report));
			boolean read = reads(report, body);
			assertThat(read).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(isJson(body));
			refused += read ? 0 : 1;
		}
		assertThat(refused).isBetween(BODIES / 10, BODIES - BODIES / 10);
	}

	private void assertSane(Insight row) {
		assertThat(row.percent()).satisfiesAnyOf((percent) -> assertThat(percent).isNull(),
				(percent) -> assertThat(percent).isNotNull().isFinite().isNotNegative());
		List<@Nullable Long> counts = switch (row) {
			case DeploymentInsight deployment -> Arrays.asList(deployment.sold(), deployment.deployed());
			case UsageInsight usage -> Arrays.asList(usage.qualified(), usage.active());
		};
		assertThat(counts).allSatisfy((count) -> assertThat(count == null || count >= 0).isTrue());
	}

	private static @Nullable Instant newest(Insights insights) {
		Instant newest = null;
		for (Insight row : insights.rows()) {
			Instant processed = row.processed();
			if (processed != null && (newest == null || processed.isAfter(newest))) {
				newest = processed;
			}
		}
		return newest;
	}

	private static int objects(String body) {
		return (int) body.chars().filter((character) -> character == '{').count();
	}

	/**
	 * Writes a value with some values replaced, and some members and elements left out,
	 * repeated, renamed or moved.
	 */
	private String mutate(JsonNode node) {
		if (happens(60)) {
			return ODD_VALUES.get(this.random.nextInt(ODD_VALUES.size()));
		}
		List<String> parts = new ArrayList<>();
		if (node.isObject()) {
			for (Map.Entry<String, JsonNode> member : node.properties()) {
				add(parts, () -> "\"" + rename(member.getKey()) + "\":" + mutate(member.getValue()));
			}
		}
		else if (node.isArray()) {
			for (JsonNode element : node) {
				add(parts, () -> mutate(element));
			}
		}
		else {
			return node.toString();
		}
		if (happens(10)) {
			Collections.shuffle(parts, this.random);
		}
		String joined = parts.stream().collect(Collectors.joining(happens(10) ? " ,\r\n" : ","));
		return node.isObject() ? "{" + joined + "}" : "[" + joined + "]";
	}

	private void add(List<String> parts, Supplier<String> part) {
		int times = happens(30) ? this.random.nextInt(3) : 1;
		for (int i = 0; i < times; i++) {
			parts.add(part.get());
		}
	}

	private String rename(String name) {
		return happens(40) ? name.toUpperCase(Locale.ROOT) : happens(60) ? "x" : name;
	}

	private byte[] damage(byte[] body) {
		byte[] damaged = body;
		for (int changes = 1 + this.random.nextInt(3); changes > 0; changes--) {
			int at = this.random.nextInt(damaged.length);
			switch (this.random.nextInt(8)) {
				case 0 -> damaged = Arrays.copyOf(damaged, at + 1);
				case 1 -> damaged[at] = (byte) this.random.nextInt(256);
				default -> damaged[at] = (byte) (' ' + this.random.nextInt(95));
			}
		}
		return damaged;
	}

	private static boolean reads(LicenseReport report, byte[] body) {
		try {
			Insights.read(report, body);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isJson(byte[] body) {
		try {
			return !JsonMapper.shared().readTree(body).isMissingNode();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private boolean happens(int onceIn) {
		return this.random.nextInt(onceIn) == 0;
	}

}
