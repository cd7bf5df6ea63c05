package org.partnergateway.sandbox.exchange;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Form}.
 */
class FormTests {

	@Test
	void readDecodesNamesAndValuesInOrder() {
		assertThat(Form.read("b=1+2&a%5B=%26%3D&empty=&x=y=z")).containsExactly(Map.entry("b", "1 2"),
				Map.entry("a[", "&="), Map.entry("empty", ""), Map.entry("x", "y=z"));
	}

	@Test
	void readWhenAParameterIsThereTwiceTakesTheFirst() {
		assertThat(Form.read("a=1&a=2")).containsExactly(Map.entry("a", "1"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "&", "a", "=1", "a=%zz", "%=1" })
	void readWhenNothingIsReadableIsEmpty(String encoded) {
		assertThat(Form.read(encoded)).isEmpty();
	}

}
