package org.partnergateway.consent;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentKey}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsentKeyTests {

	private static final int MOST_WRONG = 10;

	private final ConsentKey key = ConsentKey.random();

	@Test
	void keyHas128BitsAndIsAnotherEachTime() {
		assertThat(this.key.value()).matches("[0-9a-f]{32}");
		assertThat(Stream.generate(ConsentKey::random).map(ConsentKey::value).limit(100)).doesNotHaveDuplicates();
	}

	@Test
	void rightKeyOpensAsOftenAsOneLikes() {
		for (int call = 0; call < 100; call++) {
			assertThat(this.key.opens(this.key.value())).isTrue();
		}
	}

	@Test
	void wrongKeyDoesNotOpen() {
		String right = this.key.value();
		for (String wrong : new String[] { right.substring(1), right + "0", " " + right, right + "\0", "\uFFFF",
				"x" }) {
			assertThat(this.key.opens(wrong)).isFalse();
		}
		assertThat(this.key.opens(right)).isTrue();
	}

	@Test
	void tenWrongKeysCloseItForGoodAndTellOnce(CapturedOutput output) {
		wrong(MOST_WRONG - 1);
		assertThat(this.key.opens(this.key.value())).isTrue();
		assertThat(output).doesNotContain("closed");
		wrong(1);
		assertThat(this.key.opens(this.key.value())).isFalse();
		wrong(MOST_WRONG);
		assertThat(this.key.opens(this.key.value())).isFalse();
		assertThat(output).containsOnlyOnce("The page for the consent is closed until the next start")
			.doesNotContain("wrong-0", this.key.value());
	}

	@Test
	void rightKeyBetweenWrongOnesForgivesNone() {
		wrong(5);
		assertThat(this.key.opens(this.key.value())).isTrue();
		wrong(5);
		assertThat(this.key.opens(this.key.value())).isFalse();
	}

	@ParameterizedTest
	@NullAndEmptySource
	void missingKeyDoesNotOpenAndDoesNotCount(@Nullable String missing) {
		for (int call = 0; call < MOST_WRONG * 2; call++) {
			assertThat(this.key.opens(missing)).isFalse();
		}
		assertThat(this.key.opens(this.key.value())).isTrue();
	}

	@Test
	void keyIsNotInToString() {
		assertThat(this.key).hasToString("ConsentKey[(hidden)]");
	}

	private void wrong(int times) {
		for (int call = 0; call < times; call++) {
			assertThat(this.key.opens("wrong-" + call)).isFalse();
		}
	}

}
