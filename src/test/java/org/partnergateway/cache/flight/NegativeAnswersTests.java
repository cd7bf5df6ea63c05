package org.partnergateway.cache.flight;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NegativeAnswers}.
 */
class NegativeAnswersTests {

	private final TestTime time = new TestTime();

	@Test
	void getWhenThereAreVeryManyRemembersTenThousand() {
		NegativeAnswers<Integer> answers = new NegativeAnswers<>(Duration.ofMinutes(1), this.time);
		NotFound notFound = new NotFound();
		IntStream.range(0, 30_000).forEach((key) -> answers.put(key, notFound));
		assertThat(IntStream.range(0, 30_000).filter((key) -> answers.get(key) != null).count()).isEqualTo(10_000);
	}

	@Test
	void getWhenNothingIsToBeRememberedIsNull() {
		NegativeAnswers<String> answers = new NegativeAnswers<>(Duration.ZERO, this.time);
		answers.put("a", new NotFound());
		assertThat(answers.get("a")).isNull();
	}

}
