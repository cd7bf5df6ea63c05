package org.partnergateway.consent.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.partnergateway.consent.signin.SignedIn;
import org.partnergateway.token.AccessToken;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Attempts}.
 */
class AttemptsTests {

	private static final int MOST = 20;

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Attempts attempts = new Attempts(this.time, true);

	@Test
	void attemptIsTakenOnce() {
		Attempt attempt = keep("a");
		Attempt other = keep("b");
		assertThat(this.attempts.take("a")).isSameAs(attempt);
		assertThat(this.attempts.take("a")).isNull();
		assertThat(this.attempts.take("b")).isSameAs(other);
	}

	@Test
	void unknownAttemptIsNone() {
		keep("a");
		assertThat(this.attempts.take(null)).isNull();
		assertThat(this.attempts.take("")).isNull();
		assertThat(this.attempts.take("b")).isNull();
	}

	@Test
	void attemptIsForgottenAfterTenMinutes() {
		Attempt attempt = keep("a");
		keep("b");
		this.time.advanceTimeBy(Duration.ofMinutes(10).minusMillis(1));
		assertThat(this.attempts.take("a")).isSameAs(attempt);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.attempts.take("b")).isNull();
	}

	@Test
	void attemptThatIsKeptAgainIsNotKeptLonger() {
		Attempt attempt = keep("a");
		this.time.advanceTimeBy(Duration.ofMinutes(9));
		assertThat(this.attempts.take("a")).isSameAs(attempt);
		assertThat(this.attempts.keep(attempt)).isTrue();
		this.time.advanceTimeBy(Duration.ofMinutes(1).minusMillis(1));
		assertThat(this.attempts.take("a")).isSameAs(attempt);
		this.attempts.keep(attempt);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.attempts.take("a")).isNull();
	}

	@Test
	void attemptThatIsOverIsNotKept() {
		Attempt attempt = keep("a");
		this.attempts.take("a");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.attempts.keep(attempt)).isFalse();
		assertThat(this.attempts.take("a")).isNull();
	}

	@Test
	void processThatEndsKeepsNone() {
		Attempts none = new Attempts(this.time, false);
		Attempt attempt = keep("a");
		assertThat(none.keep(attempt)).isFalse();
		assertThat(none.take("a")).isNull();
	}

	@Test
	void twentyAreKeptAndTheOldestMakesWay() {
		for (int number = 0; number <= MOST; number++) {
			keep("attempt-" + number);
		}
		assertThat(this.attempts.take("attempt-0")).isNull();
		for (int number = 1; number <= MOST; number++) {
			assertThat(this.attempts.take("attempt-" + number)).isNotNull();
		}
	}

	@Test
	void clockIsThatOfTheTimers() {
		Instant before = this.attempts.clock().instant();
		this.time.advanceTimeBy(Duration.ofMinutes(7));
		assertThat(this.attempts.clock().instant()).isEqualTo(before.plus(Duration.ofMinutes(7)));
	}

	@Test
	void nothingSecretIsInToString() {
		assertThat(keep("1d")).asString().contains("a-user").doesNotContain("1d", "acc3ss", "r3fresh", "n0nce");
	}

	private Attempt keep(String id) {
		SignedIn user = new SignedIn("n0nce", List.of("application"), Set.of("tenant"), "a-user", List.of("mfa"));
		Attempt attempt = new Attempt(id, user, new AccessToken("acc3ss", Instant.MAX), "r3fresh",
				this.attempts.clock().instant().plus(Attempts.PATIENCE));
		assertThat(this.attempts.keep(attempt)).isTrue();
		return attempt;
	}

}
