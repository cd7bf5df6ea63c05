package org.partnergateway.http;

import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntityTags}.
 */
class EntityTagsTests {

	private static final String TAG = "\"abc\"";

	private static final String OTHER = "\"abc-gzip\"";

	@ParameterizedTest
	@ValueSource(strings = { "\"abc\"", "W/\"abc\"", "*", " * ", "\"x\", \"abc\"", "\"x\",W/\"abc\" , \"y\"",
			"\t\"abc\"\t", "\"abc-gzip\", \"abc\"" })
	void matchWhenTagIsNamedReturnsIt(String condition) {
		assertThat(match(condition)).isEqualTo(TAG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"abc-gzip\"", "W/\"abc-gzip\"", "\"x\" , \"abc-gzip\"" })
	void matchWhenTagOfOtherCodingIsNamedReturnsThat(String condition) {
		assertThat(match(condition)).isEqualTo(OTHER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"x\"", "abc", "\"ABC\"", "x\"abc\"", "\"abc\"x", "/\"abc\"", "w/\"abc\"",
			"\"x\"abc\"", "W\"abc\"", "garbage,,;\"" })
	void matchWhenTagIsNotNamedReturnsNothing(String condition) {
		assertThat(match(condition)).isNull();
	}

	@Test
	void matchWhenThereIsNoConditionReturnsNothing() {
		assertThat(EntityTags.match(Collections.emptyEnumeration(), TAG, OTHER)).isNull();
	}

	@Test
	void matchWhenSecondLineNamesTheTagReturnsIt() {
		assertThat(EntityTags.match(Collections.enumeration(List.of("\"x\"", TAG)), TAG, OTHER)).isEqualTo(TAG);
	}

	private static @Nullable String match(String condition) {
		return EntityTags.match(Collections.enumeration(List.of(condition)), TAG, OTHER);
	}

}
