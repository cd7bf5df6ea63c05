package org.partnergateway.cache.failure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackOffPolicy}.
 */
class BackOffPolicyTests {

	@ParameterizedTest
	@CsvSource({ "1, PT1S", "2, PT2S", "3, PT4S", "4, PT8S", "5, PT16S", "6, PT32S", "7, PT64S", "8, PT128S",
			"9, PT256S", "10, PT5M", "11, PT5M", "31, PT5M", "32, PT5M", "1000, PT5M", "2147483647, PT5M" })
	void delayWhenChanceIsHighestDoublesUntilTheLongest(int failures, Duration expected) {
		assertThat(policy(1).delay(failures, null)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, PT1S", "2, PT1S", "3, PT2S", "4, PT4S", "9, PT128S", "10, PT150S", "2147483647, PT150S" })
	void delayWhenChanceIsLowestIsHalfButNeverLessThanTheShortest(int failures, Duration expected) {
		assertThat(policy(0).delay(failures, null)).isEqualTo(expected);
	}

	@Test
	void delayWhenChanceIsEvenIsInTheMiddle() {
		assertThat(policy(0.5).delay(3, null)).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void delayWhenFailuresAreManyDoublesThirtyTimesAtMost() {
		BackOffPolicy endless = new BackOffPolicy(Duration.ofMillis(1), Duration.ofDays(100_000), Duration.ofHours(1),
				() -> 1);
		assertThat(endless.delay(31, null)).isEqualTo(Duration.ofMillis(1L << 30));
		assertThat(endless.delay(32, null)).isEqualTo(Duration.ofMillis(1L << 30));
	}

	@ParameterizedTest
	@CsvSource({ "PT1S", "PT1.000000001S", "PT17S", "PT5M0.001S", "PT59M59.999999999S", "PT1H" })
	void delayWhenAskedForIsExactlyThat(Duration asked) {
		assertThat(policy(0).delay(1, asked)).isEqualTo(asked);
		assertThat(policy(1).delay(20, asked)).isEqualTo(asked);
	}

	@ParameterizedTest
	@CsvSource({ "PT0.999999999S", "PT0S", "PT-1S", "P-365000D" })
	void delayWhenLessThanTheShortestIsAskedForIsTheShortest(Duration asked) {
		assertThat(policy(1).delay(5, asked)).isEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@CsvSource({ "PT1H0.000000001S", "P365000D", "PT2562047788015215H" })
	void delayWhenNonsenseIsAskedForIsTheLongestThatMayBeAskedFor(Duration asked) {
		assertThat(policy(1).delay(1, asked)).isEqualTo(Duration.ofHours(1));
	}

	private static BackOffPolicy policy(double random) {
		return new BackOffPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1), () -> random);
	}

}
