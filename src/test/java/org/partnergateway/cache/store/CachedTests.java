package org.partnergateway.cache.store;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.Found;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cached} and {@link Found}.
 */
class CachedTests {

	private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

	private final Cached<String> cached = new Cached<>("one", NOON, Duration.ofSeconds(10));

	@Test
	void ageWhenTimePassesIsExact() {
		assertThat(this.cached.age(NOON)).isZero();
		assertThat(this.cached.age(NOON.plusNanos(1))).isEqualTo(Duration.ofNanos(1));
		assertThat(this.cached.age(NOON.plusSeconds(86_400))).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void ageWhenClockWasSetBackIsZero() {
		assertThat(this.cached.age(NOON.minusNanos(1))).isZero();
		assertThat(this.cached.age(NOON.minusSeconds(3600))).isZero();
	}

	@Test
	void timeLeftWhenFreshIsPositive() {
		assertThat(found(Duration.ofSeconds(4)).timeLeft()).isEqualTo(Duration.ofSeconds(6));
	}

	@Test
	void timeLeftWhenPastTimeToLiveIsNegative() {
		assertThat(found(Duration.ofSeconds(14)).timeLeft()).isEqualTo(Duration.ofSeconds(-4));
	}

	private Found<String> found(Duration age) {
		return new Found<>(this.cached, age, Outcome.FRESH, false, true);
	}

}
