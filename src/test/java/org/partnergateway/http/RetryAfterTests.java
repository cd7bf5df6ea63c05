package org.partnergateway.http;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:49:37Z");

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void readWhenAbsentIsUnknown() {
		assertThat(RetryAfter.read(this.headers, NOW)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "57, 57", "' 57 ', 57", "0, 0", "000000057, 57", "86400, 86400", "86401, 86400",
			"99999999999999999999, 86400" })
	void readWhenSecondsTakesThemUpToADay(String value, long seconds) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.read(this.headers, NOW)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Sat, 21 Nov 2026 08:50:07 GMT | 30
			Sat, 21 Nov 2026 08:49:37 GMT | 0
			Sat, 21 Nov 2026 08:49:36 GMT | 0
			Wed, 21 Nov 2029 08:49:37 GMT | 86400
			""")
	void readWhenDateTakesTheTimeUntilThen(String value, long seconds) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.read(this.headers, NOW)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1", "1.5", "Sat, 21 Nov" })
	void readWhenNeitherIsUnknown(String value) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.read(this.headers, NOW)).isNull();
	}

}
