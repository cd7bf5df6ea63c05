package org.partnergateway.partnercenter.exchange;

import java.time.Duration;
import java.time.Instant;

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

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void readWhenNothingIsSaidHasNoLimit() {
		assertThat(read()).isEqualTo(Storability.FREE);
		assertThat(read().storable()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			no-store                 | no-store
			NO-STORE                 | no-store
			no-store, private        | no-store, private
			private, max-age=600     | private
			private="x"              | private
			no-cache                 | no-cache
			no-cache="x"             | no-cache
			no-cache ="x, y"         | no-cache
			max-age=9, must-revalidate | must-revalidate
			proxy-revalidate         | proxy-revalidate
			""")
	void readWhenForbiddenIsNotStorable(String header, String names) {
		this.headers.set("Cache-Control", header);
		assertThat(read().storable()).isFalse();
		assertThat(read().forbidding()).containsExactly(names.split(", "));
	}

	@Test
	void readWhenSeveralLinesForbidNamesAll() {
		this.headers.add("Cache-Control", "no-store");
		this.headers.add("Cache-Control", "public, no-cache");
		assertThat(read().forbidding()).containsExactly("no-cache", "no-store");
	}

	@Test
	void readWhenPragmaForbidsIsNotStorableUnlessCacheControlSaysMore() {
		this.headers.set("Pragma", "No-Cache");
		assertThat(read().forbidding()).containsExactly("Pragma: no-cache");
		this.headers.set("Cache-Control", "public");
		assertThat(read().storable()).isTrue();
	}

	@Test
	void readWhenItVariesByAnythingIsNotStorable() {
		this.headers.set("Vary", "Accept-Encoding");
		assertThat(read().storable()).isTrue();
		this.headers.add("Vary", "Origin, *");
		assertThat(read().forbidding()).containsExactly("Vary: *");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-age=60              | 60
			public, max-age=60      | 60
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
			max-age                 | 0
			""")
	void readWhenMaxAgeIsGivenTakesIt(String header, long seconds) {
		this.headers.set("Cache-Control", header);
		this.headers.set("Expires", "Wed, 25 Nov 2026 13:00:00 GMT");
		assertThat(read().storable()).isTrue();
		assertThat(read().maxAge()).isEqualTo(Duration.ofSeconds(seconds));
		assertThat(read().limiting()).isEqualTo("max-age");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			s-maxage=60             | 60
			max-age=30, s-maxage=60 | 60
			s-maxage=30, max-age=60 | 30
			""")
	void readWhenThereIsALimitForSharedCachesTakesThat(String header, long seconds) {
		this.headers.set("Cache-Control", header);
		assertThat(read().maxAge()).isEqualTo(Duration.ofSeconds(seconds));
		assertThat(read().limiting()).isEqualTo("s-maxage");
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-age=99999999999999999999", "max-age=999999999999999999", "public" })
	void readWhenMaxAgeIsHugeOrAbsentHasNoLimit(String header) {
		this.headers.set("Cache-Control", header);
		assertThat(read().maxAge()).isEqualTo(Storability.UNLIMITED);
	}

	@Test
	void readWhenAgeIsGivenWithoutALimitHasNone() {
		this.headers.set("Age", "20");
		assertThat(read()).isEqualTo(Storability.FREE);
	}

	@ParameterizedTest
	@CsvSource({ "20, 40", "60, 0", "61, 0", "x, 60" })
	void readWhenAgeIsGivenSubtractsIt(String age, long left) {
		this.headers.set("Cache-Control", "max-age=60");
		this.headers.set("Age", age);
		assertThat(read().maxAge()).isEqualTo(Duration.ofSeconds(left));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Wed, 25 Nov 2026 12:01:00 GMT |                               | 60
			Wed, 25 Nov 2026 12:01:00 GMT | Wed, 25 Nov 2026 12:00:20 GMT | 40
			Wed, 25 Nov 2026 11:59:00 GMT |                               | 0
			0                             |                               | 0
			-1                            | nonsense                      | 0
			""")
	void readWhenOnlyAnEndIsGivenTakesTheTimeTillThen(String expires, String date, long left) {
		this.headers.set("Expires", expires);
		if (date != null) {
			this.headers.set("Date", date);
		}
		assertThat(read().maxAge()).isEqualTo(Duration.ofSeconds(left));
		assertThat(read().limiting()).isEqualTo("Expires");
	}

	private Storability read() {
		return Storability.read(this.headers, NOW);
	}

}
