package org.partnergateway.partnercenter;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Storability}.
 */
class StorabilityTests {

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void readWhenNothingIsSaidHasNoLimit() {
		assertThat(Storability.read(this.headers)).isEqualTo(new Storability(true, Storability.UNLIMITED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-store", "NO-STORE", "private, no-store", "no-cache", "no-cache=\"x\"" })
	void readWhenForbiddenIsNotStorable(String header) {
		this.headers.set("Cache-Control", header);
		assertThat(Storability.read(this.headers).storable()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-age=60              | 60
			private, max-age=60     | 60
			Max-Age=60              | 60
			max-age="60"            | 60
			max-age=60, max-age=30  | 30
			max-age=30, max-age=60  | 30
			max-age=0               | 0
			max-age=+60             | 0
			max-age=6.5             | 0
			max-age=oneoneoneoneoneone | 0
			max-age=x               | 0
			max-age=-1              | 0
			max-age=notanumberatall0 | 0
			max-age=                | 0
			""")
	void readWhenMaxAgeIsGivenTakesIt(String header, long seconds) {
		this.headers.set("Cache-Control", header);
		assertThat(Storability.read(this.headers)).isEqualTo(new Storability(true, Duration.ofSeconds(seconds)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-age=99999999999999999999", "max-age=999999999999999999", "s-maxage=60", "public" })
	void readWhenMaxAgeIsHugeOrAbsentHasNoLimit(String header) {
		this.headers.set("Cache-Control", header);
		assertThat(Storability.read(this.headers)).isEqualTo(new Storability(true, Storability.UNLIMITED));
	}

	@Test
	void readWhenAgeIsGivenWithoutALimitHasNone() {
		this.headers.set("Age", "20");
		assertThat(Storability.read(this.headers)).isEqualTo(new Storability(true, Storability.UNLIMITED));
	}

	@ParameterizedTest
	@CsvSource({ "20, 40", "60, 0", "61, 0", "x, 60" })
	void readWhenAgeIsGivenSubtractsIt(String age, long left) {
		this.headers.set("Cache-Control", "max-age=60");
		this.headers.set("Age", age);
		assertThat(Storability.read(this.headers).maxAge()).isEqualTo(Duration.ofSeconds(left));
	}

}
