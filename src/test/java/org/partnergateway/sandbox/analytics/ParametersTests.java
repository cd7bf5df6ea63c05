package org.partnergateway.sandbox.analytics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Parameters}.
 */
class ParametersTests {

	@ParameterizedTest
	@CsvSource({ "top=5, 5", "TOP=5, 5", "skip=1&top=5&top=6, 5", "&&top=5&, 5", "t%6Fp=%35, 5",
			"top=a+b%20c%27d%27, a b c'd'", "top=%E6%9D%B1, 東", "top=a=b, a=b" })
	void getWhenThereIsOneIsTheFirstDecoded(String query, String value) {
		assertThat(Parameters.of(query).get("top")).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&", "skip=1", "top", "top=", "topp=1", "=1" })
	void getWhenThereIsNoneOrItIsEmptyIsNull(String query) {
		assertThat(Parameters.of(query).get("top")).isNull();
	}

	@Test
	void getWhenThereIsNoQueryIsNull() {
		assertThat(Parameters.of(null).get("top")).isNull();
	}

	@Test
	void withWhenThereAreOthersKeepsTheirSpelling() {
		Parameters parameters = Parameters.of("Filter=a%20eq+'b'&SKIP=3&top=2&x&skip=4");
		assertThat(parameters.with("skip", "5")).isEqualTo("Filter=a%20eq+'b'&top=2&x&skip=5");
	}

	@Test
	void withWhenThereIsNoneIsTheOnlyOne() {
		assertThat(Parameters.of(null).with("skip", "5")).isEqualTo("skip=5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "top=%", "top=%4", "top=%zz", "%=5" })
	void parametersWhenNotEncodedAreRefused(String query) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Parameters.of(query))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(400));
	}

}
