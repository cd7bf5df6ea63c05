package org.partnergateway.licenses;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReportSettings}.
 */
class ReportSettingsTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@Test
	void ofDefaultsIsWhatTheDocumentsPromise() {
		ReportSettings settings = settings(Map.of());
		assertThat(settings.cache().freshness().longestUse()).isEqualTo(Duration.ofDays(3));
		assertThat(settings.cache().mostBytes()).isEqualTo(64 << 20);
		assertThat(settings.cache().loadTimeout()).isGreaterThan(DEADLINE);
		assertThat(settings.mostWaiting()).isGreaterThanOrEqualTo(50);
		assertThat(settings.shortestWarmPause()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void ofShortTimeToLiveRefreshesAsOften() {
		assertThat(settings(Map.of("reports.time-to-live", "5s")).shortestWarmPause()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void ofFormerNameOfTheFastPathIsWarnedOf(CapturedOutput output) {
		settings(Map.of("reports.short-way", "false"));
		assertThat(output).containsOnlyOnce("reports.short-way is now called reports.fast-path");
	}

	@ParameterizedTest
	@CsvSource({ "reports.max-size, 0", "reports.max-size, 1000000GB", "reports.max-waiting, 0",
			"reports.time-to-live, 0s", "reports.time-to-live, 99999999d", "reports.stale-while-revalidate, -1s",
			"reports.stale-while-revalidate, 99999999d", "reports.stale-if-error, -1s",
			"reports.stale-if-error, 106751991167300d" })
	void ofWrongSettingNamesIt(String property, String value) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(Map.of(property, value)))
			.withMessageStartingWith(property + " is ");
	}

	private static ReportSettings settings(Map<String, String> properties) {
		ReportsProperties bound = new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("reports",
				ReportsProperties.class);
		return ReportSettings.of(bound, DEADLINE);
	}

}
