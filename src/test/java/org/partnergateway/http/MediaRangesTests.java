package org.partnergateway.http;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MediaRanges}.
 */
class MediaRangesTests {

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "*/*", "application/*", "", " ", "text/html, application/json;q=0.1",
			"application/json;odata=verbose", "Application/JSON", "text/html,*/*;q=0.1", "*/*;q=0, application/json",
			"application/json; charset=utf-8", "application/json;q=0, application/json;q=0.5" })
	void acceptJsonWhenItIsInAnAcceptedRangeIsTrue(String header) {
		assertThat(MediaRanges.acceptJson(Collections.enumeration(List.of(header)))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/problem+json", "application/json;q=0", "*/*;q=0", "foo",
			"text/*", "*/*, application/json;q=0", "application/*;q=0, */*", "application/vnd.api+json",
			"application/json;q=2" })
	void acceptJsonWhenItIsRefusedOrUnnamedIsFalse(String header) {
		assertThat(MediaRanges.acceptJson(Collections.enumeration(List.of(header)))).isFalse();
	}

	@Test
	void acceptJsonWhenHeaderIsAbsentIsTrue() {
		assertThat(MediaRanges.acceptJson(Collections.emptyEnumeration())).isTrue();
	}

	@Test
	void acceptJsonWhenOnSecondLineIsTrue() {
		assertThat(MediaRanges.acceptJson(Collections.enumeration(List.of("text/html", "application/json")))).isTrue();
	}

}
