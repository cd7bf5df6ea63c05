package org.partnergateway.cache.store;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FreshnessPolicy}.
 */
class FreshnessPolicyTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private final FreshnessPolicy policy = new FreshnessPolicy(TEN, Duration.ofSeconds(20), Duration.ofSeconds(100));

	@ParameterizedTest
	@CsvSource({ "PT0S, FRESH", "PT9.999999999S, FRESH", "PT10S, FRESH", "PT10.000000001S, REFRESHING",
			"PT29.999999999S, REFRESHING", "PT30S, REFRESHING", "PT30.000000001S, STALE", "PT99.999999999S, STALE",
			"PT100S, STALE", "PT100.000000001S, EXPIRED", "P365000D, EXPIRED" })
	void freshnessWhenAtBoundIncludesIt(Duration age, Freshness expected) {
		assertThat(this.policy.freshness(age, TEN)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT4S, FRESH", "PT4.000000001S, REFRESHING", "PT24S, REFRESHING", "PT24.000000001S, STALE",
			"PT100S, STALE", "PT100.000000001S, EXPIRED" })
	void freshnessWhenEntryLivesShorterCountsFromItsOwnTimeToLive(Duration age, Freshness expected) {
		assertThat(this.policy.freshness(age, Duration.ofSeconds(4))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT10S, FRESH", "PT10.000000001S, REFRESHING", "PT30S, REFRESHING", "PT30.000000001S, EXPIRED" })
	void freshnessWhenStaleIfErrorIsShorterThanTheOthersDoesNotShortenThem(Duration age, Freshness expected) {
		FreshnessPolicy impatient = new FreshnessPolicy(TEN, Duration.ofSeconds(20), Duration.ofSeconds(5));
		assertThat(impatient.freshness(age, TEN)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT30S, REFRESHING", "PT30.000000001S, EXPIRED" })
	void freshnessWhenStaleIfErrorIsZeroGoesFromRefreshingToExpired(Duration age, Freshness expected) {
		FreshnessPolicy strict = new FreshnessPolicy(TEN, Duration.ofSeconds(20), Duration.ZERO);
		assertThat(strict.freshness(age, TEN)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT10S, FRESH", "PT10.000000001S, STALE", "PT100S, STALE", "PT100.000000001S, EXPIRED" })
	void freshnessWhenStaleWhileRevalidateIsZeroGoesFromFreshToStale(Duration age, Freshness expected) {
		FreshnessPolicy waiting = new FreshnessPolicy(TEN, Duration.ZERO, Duration.ofSeconds(100));
		assertThat(waiting.freshness(age, TEN)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, FRESH", "PT0.000000001S, EXPIRED" })
	void freshnessWhenAllIsZeroIsFreshForAnInstant(Duration age, Freshness expected) {
		FreshnessPolicy none = new FreshnessPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO);
		assertThat(none.freshness(age, Duration.ZERO)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "PT9.999999999S, PT9.999999999S", "PT10S, PT10S", "PT10.000000001S, PT10S", "PT0S, PT0S",
			"PT-0.000000001S, PT0S", "PT-1H, PT0S", "P365000D, PT10S" })
	void timeToLiveWhenOriginAllowsTakesTheShorterButNeverLessThanNothing(Duration maxAge, Duration expected) {
		assertThat(this.policy.timeToLive(maxAge)).isEqualTo(expected);
	}

	@Test
	void longestUseWhenStaleIfErrorIsLongerIsThat() {
		assertThat(this.policy.longestUse()).isEqualTo(Duration.ofSeconds(100));
	}

	@Test
	void longestUseWhenStaleIfErrorIsShorterIsTheSumOfTheOthers() {
		FreshnessPolicy impatient = new FreshnessPolicy(TEN, Duration.ofSeconds(20), Duration.ofSeconds(29));
		assertThat(impatient.longestUse()).isEqualTo(Duration.ofSeconds(30));
	}

}
