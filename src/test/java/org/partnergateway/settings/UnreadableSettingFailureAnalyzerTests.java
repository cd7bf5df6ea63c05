package org.partnergateway.settings;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link UnreadableSettingFailureAnalyzer}.
 */
class UnreadableSettingFailureAnalyzerTests {

	@ParameterizedTest
	@CsvSource({ "time, is not a length of time., such as 15s", "size, is not a size., such as 32KB",
			"flag, is not true or false., true or false", "count, is not a number that fits., such as 8",
			"share, is not a number that fits., such as 0.1", "url, is not a URL., https://",
			"unit, is not one of the values, half-days" })
	void analyzeWhenValueIsOfAnotherTypeSaysWhatToSet(String name, String reason, String remedy) {
		FailureAnalysis analysis = analyze("a.some-" + name, "s3 cret");
		assertThat(analysis.getDescription()).startsWith("a.some-%s %s".formatted(name, reason));
		assertThat(analysis.getAction()).contains(remedy).contains("A_SOME_" + name.toUpperCase(Locale.ROOT));
		assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("s3 cret");
	}

	@Test
	void analyzeWhenSomethingElseStaysOut() {
		assertThat(new UnreadableSettingFailureAnalyzer().analyze(new IllegalStateException("other"))).isNull();
	}

	private static FailureAnalysis analyze(String property, String value) {
		Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(property, value)));
		BindException failure = catchThrowableOfType(BindException.class,
				() -> binder.bind("a", Bindable.of(Settings.class)));
		FailureAnalysis analysis = new UnreadableSettingFailureAnalyzer().analyze(failure);
		if (analysis == null) {
			throw new AssertionError("No analysis", failure);
		}
		return analysis;
	}

	record Settings(Duration someTime, DataSize someSize, boolean someFlag, int someCount, double someShare,
			URI someUrl, ChronoUnit someUnit) {
	}

}
