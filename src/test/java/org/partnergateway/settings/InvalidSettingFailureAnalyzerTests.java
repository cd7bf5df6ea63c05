package org.partnergateway.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link InvalidSettingFailureAnalyzer} and {@link InvalidSettingException}.
 */
class InvalidSettingFailureAnalyzerTests {

	@Test
	void analyzeWhenWrappedNamesPropertyRemedyAndVariable() {
		InvalidSettingException failure = new InvalidSettingException("partner-center.base-url", "is not set",
				"Set it to a URL.");
		FailureAnalysis analysis = new InvalidSettingFailureAnalyzer()
			.analyze(new IllegalStateException("outer", failure));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("partner-center.base-url is not set");
		assertThat(analysis.getAction()).contains("Set it to a URL.").contains("PARTNER_CENTER_BASE_URL");
	}

	@Test
	void analyzeWhenSomethingElseStaysOut() {
		assertThat(new InvalidSettingFailureAnalyzer().analyze(new IllegalStateException("other"))).isNull();
	}

	@Test
	void unlessPositiveRefusesZeroAndLess() {
		assertThatNoException().isThrownBy(() -> InvalidSettingException.unlessPositive("a.b", Duration.ofNanos(1)));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.unlessPositive("a.b", Duration.ZERO))
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo("a.b"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.unlessPositive("a.b", Duration.ofNanos(-1)));
	}

	@Test
	void ifNegativeRefusesLessThanZero() {
		assertThatNoException().isThrownBy(() -> InvalidSettingException.ifNegative("a.b", Duration.ZERO));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.ifNegative("a.b", Duration.ofNanos(-1)))
			.withMessageContaining("a.b");
	}

	@Test
	void lengthsThatNobodyMeansAreRefused() {
		Duration much = Duration.ofSeconds(Long.MAX_VALUE);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.unlessPositive("a.b", much))
			.withMessageContaining("a.b is longer than ten years");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.ifNegative("a.b", much))
			.withMessageContaining("a.b is longer than ten years");
		assertThatNoException().isThrownBy(() -> InvalidSettingException.unlessWait("a.b", Duration.ofDays(1)));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> InvalidSettingException.unlessWait("a.b", much))
			.withMessageContaining("a.b is longer than a day");
	}

}
