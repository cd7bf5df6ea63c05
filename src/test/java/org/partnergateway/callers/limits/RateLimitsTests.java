package org.partnergateway.callers.limits;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.partnergateway.harness.ManualTime;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimits}.
 */
class RateLimitsTests {

	private static final Duration PERIOD = Duration.ofSeconds(60);

	private final ManualTime time = new ManualTime();

	private final RateLimits limits = new RateLimits(new RateLimitPolicy("default", 3, PERIOD), this.time);

	@Test
	void takeCountsDownToNothing() {
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=2;t=60");
		this.time.advance(Duration.ofMillis(30_500));
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=1;t=30");
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=0;t=30");
		Permit refused = this.limits.take("a");
		assertThat(refused.granted()).isFalse();
		assertThat(refused.reset()).isEqualTo(Duration.ofMillis(29_500));
		assertThat(header(refused)).isEqualTo("\"default\";r=0;t=30");
	}

	@Test
	void takeWhenPeriodIsOverHasAllAgain() {
		exhaust("a");
		this.time.advance(PERIOD.minusNanos(1));
		assertThat(this.limits.take("a").granted()).isFalse();
		this.time.advance(Duration.ofNanos(1));
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=2;t=60");
	}

	@Test
	void takeLongAfterThePeriodBeginsAnother() {
		this.limits.take("a");
		this.time.advance(PERIOD.minusSeconds(1));
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=1;t=1");
		this.time.advance(PERIOD.dividedBy(2));
		assertThat(header(this.limits.take("a"))).isEqualTo("\"default\";r=2;t=60");
	}

	@Test
	void takeWhenAnotherHasNothingLeftIsGranted() {
		exhaust("a");
		assertThat(this.limits.take("b").granted()).isTrue();
	}

	@Test
	void takeWhenRefusedAgainSaysThatItIsNotTheFirst() {
		exhaust("a");
		assertThat(this.limits.take("a").firstRefusal()).isTrue();
		// Comes again before it is forgotten.
		this.time.advance(PERIOD.dividedBy(2));
		assertThat(this.limits.take("a").firstRefusal()).isFalse();
		this.time.advance(PERIOD.dividedBy(2));
		exhaust("a");
		assertThat(this.limits.take("a").firstRefusal()).isTrue();
	}

	@Test
	void takeWhenManyComeKeepsCountingForThoseWhoComeAgain() {
		IntStream.range(0, 2 * RateLimits.MOST).forEach((i) -> this.limits.take("once-" + i));
		IntStream.range(0, 50).forEach((_) -> this.limits.take("often"));
		assertThat(this.limits.take("often").granted()).isFalse();
	}

	private void exhaust(String who) {
		IntStream.range(0, 3).forEach((_) -> assertThat(this.limits.take(who).granted()).isTrue());
	}

	private static String header(Permit permit) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		permit.writeTo(response);
		assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
		return String.valueOf(response.getHeader("RateLimit"));
	}

}
