package org.partnergateway.token;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenFile}.
 */
class TokenFileTests {

	@Test
	void ofWhenAbsentIsNone() {
		assertThat(TokenFile.of("property", null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void ofWhenBlankIsNone(String path) {
		assertThat(TokenFile.of("property", Path.of(path))).isNull();
	}

	@Test
	void ofWhenSetIsTheFile() {
		assertThat(TokenFile.of("property", Path.of("a"))).isEqualTo(new TokenFile("property", Path.of("a")));
	}

}
