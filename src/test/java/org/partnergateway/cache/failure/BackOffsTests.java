package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.TestTime;
import org.partnergateway.cache.failure.BackOffs.Refusal;
import org.partnergateway.cache.flight.Flight.Landing;
import org.partnergateway.cache.flight.Flight;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.store.Cached;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackOffs}.
 */
class BackOffsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration NANOSECOND = Duration.ofNanos(1);

	private final Trouble trouble = new Trouble();

	private final TestTime time = new TestTime();

	private final BackOffs<String> backOffs = new BackOffs<>(
			new BackOffPolicy(SECOND, Duration.ofMinutes(5), Duration.ofDays(400_000), () -> 1), this.time);

	@Test
	void tryAttemptWhenNothingHasFailedGrantsAsManyAsAsk() {
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
		assertThat(this.backOffs.isFailing("a")).isFalse();
		assertThat(this.backOffs.allows("a")).isTrue();
		assertThat(this.backOffs.left("a")).isZero();
	}

	@Test
	void tryAttemptWhenLeftAloneRefusesWithTimeLeftAndCause() {
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
		this.time.advance(Duration.ofMillis(400));
		assertThat(this.backOffs.tryAttempt("a", attempt()))
			.isEqualTo(new Refusal(Duration.ofMillis(600), this.trouble));
		assertThat(this.backOffs.left("a")).isEqualTo(Duration.ofMillis(600));
		assertThat(this.backOffs.allows("a")).isFalse();
		assertThat(this.backOffs.isFailing("a")).isTrue();
	}

	@Test
	void tryAttemptWhenDelayEndsGrantsNotANanosecondEarlier() {
		fail(attempt(), null);
		this.time.advance(SECOND.minus(NANOSECOND));
		assertThat(this.backOffs.allows("a")).isFalse();
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(NANOSECOND, this.trouble));
		this.time.advance(NANOSECOND);
		assertThat(this.backOffs.allows("a")).isTrue();
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
	}

	@Test
	void tryAttemptWhenAnotherSubjectFailsGrants() {
		fail(attempt(), null);
		assertThat(this.backOffs.tryAttempt("b", attempt())).isNull();
		assertThat(this.backOffs.allows("b")).isTrue();
		assertThat(this.backOffs.left("b")).isZero();
	}

	@Test
	void tryAttemptWhenProbedRefusesForTheShortestDelay() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		probe();
		assertThat(this.backOffs.allows("a")).isFalse();
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(SECOND, this.trouble));
		assertThat(this.backOffs.left("a")).isZero();
	}

	@Test
	void tryAttemptWhenProbeEndedWithoutANoteGrantsTheNext() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		probe().crash(new LoadFailedException(this.trouble, SECOND, true));
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
	}

	@Test
	void failedWhenProbeFailedCountsItInARow() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		assertThat(fail(probe(), null)).isEqualTo(Duration.ofSeconds(2));
		this.time.advance(Duration.ofSeconds(2));
		assertThat(fail(probe(), null)).isEqualTo(Duration.ofSeconds(4));
		assertThat(this.backOffs.left("a")).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void failedWhenAttemptsFailTogetherCountsOneFailure() {
		fail(attempt(), null);
		fail(attempt(), null);
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
		this.time.advance(SECOND);
		assertThat(fail(probe(), null)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void failedWhenAnEarlierAttemptFailsLaterCountsItsDelayFromThen() {
		fail(attempt(), null);
		this.time.advance(Duration.ofMillis(300));
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
		this.time.advance(SECOND.minus(NANOSECOND));
		assertThat(this.backOffs.left("a")).isEqualTo(NANOSECOND);
	}

	@Test
	void failedWhenTheOthersDelayIsLongerKeepsThatAndItsCause() {
		Trouble throttled = new Trouble();
		Duration asked = Duration.ofSeconds(60);
		assertThat(this.backOffs.failed("a", attempt(), throttled, asked)).isEqualTo(asked);
		assertThat(fail(attempt(), null)).isEqualTo(asked);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(asked, throttled));
	}

	@Test
	void failedWhenItsOwnDelayIsLongerTakesThatAndItsCause() {
		Trouble throttled = new Trouble();
		Duration asked = Duration.ofSeconds(60);
		fail(attempt(), null);
		assertThat(this.backOffs.failed("a", attempt(), throttled, asked)).isEqualTo(asked);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(asked, throttled));
	}

	@Test
	void failedWhenDelaysAreEqualTakesTheLaterCause() {
		Trouble later = new Trouble();
		fail(attempt(), null);
		this.backOffs.failed("a", attempt(), later, null);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(SECOND, later));
	}

	@Test
	void failedWhenAnEarlierAttemptFailsWhileProbedLeavesTheProbeAlone() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		Flight<String> probe = probe();
		fail(attempt(), null);
		this.time.advance(SECOND);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNotNull();
		assertThat(fail(probe, null)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void succeededWhenProbeSucceededForgetsAllFailures() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		fail(probe(), null);
		this.time.advance(Duration.ofSeconds(2));
		this.backOffs.succeeded("a", probe());
		assertThat(this.backOffs.isFailing("a")).isFalse();
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
	}

	@Test
	void succeededWhenAttemptIsFromBeforeTheFailureChangesNothing() {
		Flight<String> earlier = attempt();
		fail(attempt(), Duration.ofSeconds(60));
		this.backOffs.succeeded("a", earlier);
		assertThat(this.backOffs.left("a")).isEqualTo(Duration.ofSeconds(60));
		this.time.advance(Duration.ofSeconds(60));
		this.backOffs.succeeded("a", earlier);
		assertThat(this.backOffs.isFailing("a")).isTrue();
	}

	@Test
	void succeededWhenAnotherFailedDuringTheProbeKeepsItsDelay() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		Flight<String> probe = probe();
		fail(attempt(), Duration.ofSeconds(60));
		this.backOffs.succeeded("a", probe);
		assertThat(this.backOffs.left("a")).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void forgiveWhenTheCauseMatchesForgetsItsFailures() {
		Trouble other = new Trouble();
		fail(attempt(), null);
		this.time.advance(SECOND);
		fail(probe(), null);
		this.backOffs.failed("b", attempt(), other, null);
		this.backOffs.forgive((cause) -> cause == this.trouble);
		assertThat(this.backOffs.isFailing("a")).isFalse();
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
		assertThat(this.backOffs.tryAttempt("b", attempt())).isEqualTo(new Refusal(SECOND, other));
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
	}

	@Test
	void forgiveWhileProbedLeavesTheProbeToItself() {
		fail(attempt(), null);
		this.time.advance(SECOND);
		Flight<String> probe = probe();
		this.backOffs.forgive((cause) -> true);
		assertThat(fail(probe, null)).isEqualTo(SECOND);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isEqualTo(new Refusal(SECOND, this.trouble));
	}

	@Test
	void isFailingWhenLongUntriedForgets() {
		fail(attempt(), Duration.ofSeconds(60));
		this.time.advance(Duration.ofSeconds(60).plusMinutes(10).minus(NANOSECOND));
		assertThat(this.backOffs.isFailing("a")).isTrue();
		this.time.advance(NANOSECOND);
		assertThat(this.backOffs.isFailing("a")).isFalse();
		assertThat(fail(attempt(), null)).isEqualTo(SECOND);
	}

	@Test
	void leftWhenClockIsSetBackIsNoLonger() {
		fail(attempt(), null);
		this.time.setBack(Duration.ofHours(1));
		assertThat(this.backOffs.left("a")).isEqualTo(SECOND);
		this.time.advance(SECOND);
		assertThat(this.backOffs.tryAttempt("a", attempt())).isNull();
	}

	@Test
	void leftWhenDelayIsLongerThanTheTickerCountsDoesNotOverflow() {
		fail(attempt(), Duration.ofDays(300_000));
		this.time.advance(Duration.ofNanos(7));
		assertThat(this.backOffs.left("a")).isEqualTo(Duration.ofNanos(Long.MAX_VALUE - 7));
		assertThat(this.backOffs.allows("a")).isFalse();
	}

	@Test
	void failedWhenVeryManySubjectsFailIsBounded() {
		IntStream.range(0, 20_000)
			.forEach((number) -> this.backOffs.failed("subject " + number, attempt(), this.trouble, null));
		long remembered = IntStream.range(0, 20_000)
			.filter((number) -> this.backOffs.isFailing("subject " + number))
			.count();
		assertThat(remembered).isEqualTo(10_000);
	}

	@Test
	void isOverWhenLandedOrCrashedIsTrue() {
		Flight<String> landed = attempt();
		Flight<String> crashed = attempt();
		assertThat(landed.isOver()).isFalse();
		landed.land(new Landing<>(new Cached<>("one", this.time.instant(), SECOND), true, true));
		crashed.crash(new LoadFailedException(this.trouble, SECOND, true));
		assertThat(landed.isOver()).isTrue();
		assertThat(crashed.isOver()).isTrue();
	}

	private Flight<String> attempt() {
		return new Flight<>(0);
	}

	private Flight<String> probe() {
		Flight<String> probe = attempt();
		assertThat(this.backOffs.tryAttempt("a", probe)).isNull();
		return probe;
	}

	private Duration fail(Flight<String> attempt, @Nullable Duration asked) {
		return this.backOffs.failed("a", attempt, this.trouble, asked);
	}

}
