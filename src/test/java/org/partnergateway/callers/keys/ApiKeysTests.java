package org.partnergateway.callers.keys;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApiKeys}.
 */
class ApiKeysTests {

	private static final String DIGEST = "a2c557ec20328266e825bb490d837db1e1ef1cbabbe95bdf5dec88ebb2bdcbc7";

	@Test
	void digestIsThatOfSha256sum() {
		assertThat(ApiKeys.digest("a-key-of-its-own")).isEqualTo(DIGEST);
	}

	@Test
	void parseWhenThereAreCommentsAndBlankLinesSkipsThem() {
		ApiKeys keys = ApiKeys.parse(List.of("# who asks", "", "  ", "reports:" + DIGEST,
				" power-bi : " + ApiKeys.digest("other").toUpperCase(Locale.ROOT) + " "));
		assertThat(keys.size()).isEqualTo(2);
		assertThat(keys.name(ApiKeys.digest("a-key-of-its-own"))).isEqualTo("reports");
		assertThat(keys.name(ApiKeys.digest("other"))).isEqualTo("power-bi");
		assertThat(keys.name(ApiKeys.digest(""))).isNull();
		assertThat(keys.name("key")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "reports", "reports:", "reports:key", "reports:" + DIGEST + "0", ":" + DIGEST,
			"a b:" + DIGEST, "-a:" + DIGEST, "a\u0007:" + DIGEST, DIGEST })
	void parseWhenLineIsMalformedNamesItsNumberAndNothingOfIt(String line) {
		assertThatExceptionOfType(ApiKeys.MalformedException.class)
			.isThrownBy(() -> ApiKeys.parse(List.of("# first", "fine:" + DIGEST, line)))
			.withMessage("is malformed in line 3");
	}

	@Test
	void parseWhenNameIsRepeatedNamesTheLine() {
		assertThatExceptionOfType(ApiKeys.MalformedException.class)
			.isThrownBy(() -> ApiKeys.parse(List.of("a:" + DIGEST, "a:" + ApiKeys.digest("other"))))
			.withMessage("repeats a name or a key in line 2");
	}

	@Test
	void parseWhenKeyIsRepeatedNamesTheLine() {
		assertThatExceptionOfType(ApiKeys.MalformedException.class)
			.isThrownBy(() -> ApiKeys.parse(List.of("a:" + DIGEST, "b:" + DIGEST)))
			.withMessage("repeats a name or a key in line 2");
	}

	@Test
	void parseWhenThereIsNoKeyFails() {
		assertThatExceptionOfType(ApiKeys.MalformedException.class).isThrownBy(() -> ApiKeys.parse(List.of("# none")))
			.withMessage("has no key");
	}

}
