package org.partnergateway.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.OwnTrouble;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.load.LoadFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for how {@link ReadThroughCache} leaves a failing origin alone.
 */
class ReadThroughCacheBackOffTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration NANOSECOND = Duration.ofNanos(1);

	private final TestCache cache = new TestCache();

	@Test
	void getWhenLeftAloneIsRefusedWithTheTimeLeft() {
		Trouble trouble = this.cache.trouble("a");
		this.cache.advance(Duration.ofMillis(400));
		LoadFailedException refusal = failureOf(this.cache.get("a"));
		assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(600));
		assertThat(refusal.attempted()).isFalse();
		assertThat(refusal.failure()).isSameAs(trouble);
		assertThat(this.cache.backOff("a")).isEqualTo(Duration.ofMillis(600));
		assertThat(this.cache.origin.calls()).isOne();
	}

	@Test
	void storesCountsWhoIsLeftAlone() {
		this.cache.trouble("a");
		this.cache.trouble("b");
		assertThat(this.cache.cache.stores().leftAlone()).isEqualTo(2);
		this.cache.advance(SECOND);
		assertThat(this.cache.cache.stores().leftAlone()).isZero();
	}

	@Test
	void getWhenOriginHasFailedProbesUntilItIsWell() {
		this.cache.trouble("a");
		assertThat(this.cache.origin.call("a").probe()).isFalse();
		this.cache.advance(SECOND);
		var _ = this.cache.get("a");
		assertThat(this.cache.origin.call("a").probe()).isTrue();
		this.cache.origin.call("a").returns("1");
		this.cache.advance(Duration.ofDays(30));
		var _ = this.cache.get("a");
		assertThat(this.cache.origin.calls()).isEqualTo(3);
		assertThat(this.cache.origin.call("a").probe()).isFalse();
	}

	@Test
	void getWhenBackOffEndsLoadsNotANanosecondEarlier() {
		this.cache.trouble("a");
		this.cache.advance(SECOND.minus(NANOSECOND));
		assertThat(failureOf(this.cache.get("a")).retryAfter()).isEqualTo(NANOSECOND);
		this.cache.advance(NANOSECOND);
		assertThat(this.cache.backOff("a")).isZero();
		assertThat(this.cache.get("a")).isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "PT17S, PT17S", "PT10M, PT10M", "PT1H, PT1H", "PT1H0.001S, PT1H", "P365000D, PT1H", "PT1S, PT1S",
			"PT0.999S, PT1S", "PT0S, PT1S" })
	void getWhenOriginAsksForTimeGivesItWithinReason(Duration asked, Duration given) {
		assertThat(failureOf(this.cache.fail("a", new Trouble(asked))).retryAfter()).isEqualTo(given);
		this.cache.advance(given.minus(NANOSECOND));
		assertThat(failureOf(this.cache.get("a")).attempted()).isFalse();
		this.cache.advance(NANOSECOND);
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenFailuresFollowEachOtherDoublesTheDelay() {
		for (int seconds = 1; seconds <= 256; seconds *= 2) {
			this.cache.trouble("a");
			assertThat(this.cache.backOff("a")).isEqualTo(Duration.ofSeconds(seconds));
			this.cache.advance(Duration.ofSeconds(seconds));
		}
		this.cache.trouble("a");
		assertThat(this.cache.backOff("a")).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void getWhenChanceIsLowestHalvesTheDelay() {
		this.cache.trouble("a");
		this.cache.advance(SECOND);
		this.cache.trouble("a");
		this.cache.advance(Duration.ofSeconds(2));
		this.cache.random(0);
		this.cache.trouble("a");
		assertThat(this.cache.backOff("a")).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void getWhenAnotherSubjectFailsLoads() {
		this.cache.trouble("a");
		assertThat(this.cache.get("b")).isNotDone();
		assertThat(this.cache.backOff("b")).isZero();
	}

	@Test
	void getWhenAKeyOfTheSameSubjectFailsIsRefused() {
		this.cache.trouble("a1");
		assertThat(failureOf(this.cache.get("a2")).attempted()).isFalse();
		assertThat(this.cache.backOff("a2")).isEqualTo(SECOND);
	}

	@Test
	void getWhenAKeyHasTroubleOfItsOwnKeepsBackThatAlone() {
		OwnTrouble trouble = new OwnTrouble();
		var _ = this.cache.fail("a1", trouble);
		assertThat(failureOf(this.cache.get("a1")).failure()).isSameAs(trouble);
		assertThat(this.cache.backOff("a1")).isEqualTo(SECOND);
		assertThat(this.cache.backOff("a2")).isZero();
		assertThat(this.cache.store("a2", "two").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(failureOf(this.cache.get("a1")).attempted()).isFalse();
	}

	@Test
	void getWhenTheTroubleIsCommonKeepsBackEveryoneAndWhatIsWellToo() {
		this.cache.store("a1", "one");
		this.cache.advance(Duration.ofSeconds(11));
		this.cache.trouble("a2");
		assertThat(failureOf(this.cache.get("a3")).attempted()).isFalse();
		assertThat(this.cache.get("a1").resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(this.cache.background.waiting()).isZero();
		assertThat(this.cache.cache.stores().leftAlone()).isOne();
	}

	@Test
	void getWhenTheCommonBackOffIsLongerTellsThat() {
		var _ = this.cache.fail("a1", new OwnTrouble());
		Trouble trouble = new Trouble(Duration.ofSeconds(17));
		var _ = this.cache.fail("a2", trouble);
		assertThat(failureOf(this.cache.get("a1")).retryAfter()).isEqualTo(Duration.ofSeconds(17));
		assertThat(failureOf(this.cache.get("a1")).failure()).isSameAs(trouble);
		assertThat(this.cache.backOff("a1")).isEqualTo(Duration.ofSeconds(17));
		this.cache.advance(Duration.ofSeconds(16));
		assertThat(failureOf(this.cache.get("a1")).retryAfter()).isEqualTo(SECOND);
	}

	@Test
	void getWhenTheKeysOwnBackOffIsLongerTellsThat() {
		var _ = this.cache.fail("a1", new OwnTrouble());
		this.cache.advance(SECOND);
		OwnTrouble trouble = new OwnTrouble();
		var _ = this.cache.fail("a1", trouble);
		this.cache.trouble("a2");
		assertThat(failureOf(this.cache.get("a1")).retryAfter()).isEqualTo(Duration.ofSeconds(2));
		assertThat(failureOf(this.cache.get("a1")).failure()).isSameAs(trouble);
		assertThat(failureOf(this.cache.get("a3")).retryAfter()).isEqualTo(SECOND);
		this.cache.advance(SECOND);
		assertThat(failureOf(this.cache.get("a1")).attempted()).isFalse();
		assertThat(this.cache.get("a3")).isNotDone();
	}

	@Test
	void getWhenAProbeMeetsTroubleOfItsKeyEndsTheWiderBackOff() {
		this.cache.trouble("a1");
		this.cache.advance(SECOND);
		CompletableFuture<Found<String>> probe = this.cache.get("a2");
		assertThat(failureOf(this.cache.get("a3")).attempted()).isFalse();
		this.cache.origin.call("a2").fails(new OwnTrouble());
		assertThat(failureOf(probe).attempted()).isTrue();
		assertThat(this.cache.get("a1")).isNotDone();
		assertThat(this.cache.get("a3")).isNotDone();
		assertThat(this.cache.origin.call("a3").probe()).isFalse();
		assertThat(failureOf(this.cache.get("a2")).attempted()).isFalse();
	}

	@Test
	void getWhenALoadFromBeforeTheWiderBackOffMeetsTroubleOfItsKeyKeepsThat() {
		CompletableFuture<Found<String>> earlier = this.cache.get("a2");
		this.cache.trouble("a1");
		this.cache.origin.call("a2").fails(new OwnTrouble());
		assertThat(failureOf(earlier).attempted()).isTrue();
		assertThat(failureOf(this.cache.get("a3")).attempted()).isFalse();
	}

	@Test
	void getWhenProbedForAnotherKeyIsRefused() {
		Trouble trouble = this.cache.trouble("a1");
		this.cache.advance(SECOND);
		CompletableFuture<Found<String>> probe = this.cache.get("a1");
		LoadFailedException refusal = failureOf(this.cache.get("a2"));
		assertThat(refusal.attempted()).isFalse();
		assertThat(refusal.retryAfter()).isEqualTo(SECOND);
		assertThat(refusal.failure()).isSameAs(trouble);
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		this.cache.origin.call("a1").returns("one");
		assertThat(probe.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.cache.get("a2")).isNotDone();
		assertThat(this.cache.get("a3")).isNotDone();
	}

	@Test
	void getWhenProbedForTheSameKeyJoins() {
		this.cache.trouble("a");
		this.cache.advance(SECOND);
		CompletableFuture<Found<String>> probe = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		this.cache.origin.call("a").returns("one");
		assertThat(probe.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(follower.resultNow().outcome()).isEqualTo(Outcome.COLLAPSED);
	}

	@Test
	void getWhenRecoveredStartsFromTheShortestDelay() {
		this.cache.trouble("a");
		this.cache.advance(SECOND);
		this.cache.trouble("a");
		this.cache.advance(Duration.ofSeconds(2));
		this.cache.store("a", "one");
		this.cache.trouble("a2");
		assertThat(this.cache.backOff("a")).isEqualTo(SECOND);
	}

	@Test
	void getWhenLoadsFailTogetherBacksOffAsForOne() {
		var _ = this.cache.get("a1");
		var _ = this.cache.get("a2");
		CompletableFuture<Found<String>> last = this.cache.get("a3");
		this.cache.origin.call("a1").fails(new Trouble());
		this.cache.origin.call("a2").fails(new Trouble());
		this.cache.origin.call("a3").fails(new Trouble());
		assertThat(failureOf(last).retryAfter()).isEqualTo(SECOND);
		assertThat(this.cache.backOff("a1")).isEqualTo(SECOND);
	}

	@Test
	void getWhenAnEarlierLoadSucceedsStoresItAndKeepsTheBackOff() {
		CompletableFuture<Found<String>> earlier = this.cache.get("a1");
		this.cache.fail("a2", new Trouble(Duration.ofMinutes(1))).exceptionNow();
		this.cache.origin.call("a1").returns("one");
		assertThat(earlier.resultNow().stored()).isTrue();
		assertThat(this.cache.get("a1").resultNow().outcome()).isEqualTo(Outcome.FRESH);
		assertThat(failureOf(this.cache.get("a2")).retryAfter()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void getWhenLeftAloneAnswersFromTheStoreAtOnce() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		this.cache.fail("a", new Trouble(Duration.ofMinutes(1))).resultNow();
		this.cache.advance(Duration.ofSeconds(59));
		Found<String> found = this.cache.get("a").resultNow();
		assertThat(found.outcome()).isEqualTo(Outcome.STALE);
		assertThat(found.age()).isEqualTo(Duration.ofSeconds(90));
		assertThat(this.cache.background.waiting()).isZero();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenStillFailingAfterBackOffAnswersAtOnceAndProbesInTheBackground() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		this.cache.trouble("a");
		this.cache.advance(SECOND);
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(this.cache.background.waiting()).isOne();
		this.cache.background.run();
		assertThat(this.cache.origin.calls()).isEqualTo(3);
		assertThat(this.cache.origin.call("a").awaited()).isFalse();
	}

	@Test
	void getWhenProbedAnswersStaleAtOnceUntilTheProbeSucceeds() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		this.cache.trouble("a");
		this.cache.advance(SECOND);
		this.cache.get("a").resultNow();
		this.cache.background.run();
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(this.cache.background.waiting()).isZero();
		this.cache.origin.call("a").returns("two");
		Found<String> found = this.cache.get("a").resultNow();
		assertThat(found.outcome()).isEqualTo(Outcome.FRESH);
		assertThat(found.cached().value()).isEqualTo("two");
	}

	@Test
	void getWhenProbedForAnotherKeyKeepsTheBackgroundFree() {
		this.cache.store("a1", "one");
		this.cache.advance(Duration.ofSeconds(11));
		this.cache.trouble("a2");
		this.cache.advance(SECOND);
		var _ = this.cache.get("a2");
		assertThat(this.cache.get("a1").resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(this.cache.background.waiting()).isZero();
	}

	@Test
	void getWhenFailingAndExpiredWaitsForTheProbe() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(99));
		this.cache.trouble("a");
		this.cache.advance(Duration.ofSeconds(2));
		assertThat(this.cache.get("a")).isNotDone();
		assertThat(this.cache.origin.call("a").awaited()).isTrue();
	}

	@Test
	void getWhenClockIsSetBackDoesNotProlongTheBackOff() {
		this.cache.trouble("a");
		this.cache.time.setBack(Duration.ofHours(1));
		assertThat(this.cache.backOff("a")).isEqualTo(SECOND);
		this.cache.advance(SECOND);
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void forgiveLetsTheNextOneLoadAtOnce() {
		var _ = this.cache.fail("a", new Trouble(Duration.ofMinutes(1)));
		var _ = this.cache.fail("b", new Trouble(Duration.ofMinutes(2)));
		this.cache.cache.forgive((failure) -> failure instanceof Trouble trouble
				&& Duration.ofMinutes(1).equals(new TestOrigin.Failures().retryAfter(trouble)));
		assertThat(this.cache.backOff("a")).isZero();
		assertThat(this.cache.backOff("b")).isEqualTo(Duration.ofMinutes(2));
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returns("one");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void forgiveWhenSomethingStaleIsStoredLetsTheNextOneWaitForALoad() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		this.cache.trouble("a");
		this.cache.cache.forgive((failure) -> true);
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returns("two");
		assertThat(found.resultNow().cached().value()).isEqualTo("two");
	}

	@Test
	void refreshWhenLoadedReturnsTheTimeToLive() {
		CompletableFuture<Duration> next = this.cache.refresh("a");
		assertThat(next).isNotDone();
		assertThat(this.cache.origin.call("a").awaited()).isFalse();
		this.cache.origin.call("a").returns("one", Duration.ofSeconds(4));
		assertThat(next.resultNow()).isEqualTo(Duration.ofSeconds(4));
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void refreshWhenFreshLoadsAllTheSame() {
		this.cache.store("a", "one");
		this.cache.advance(SECOND);
		CompletableFuture<Duration> next = this.cache.refresh("a");
		this.cache.origin.call("a").returns("two");
		assertThat(next.resultNow()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.cache.get("a").resultNow().cached().value()).isEqualTo("two");
	}

	@Test
	void refreshWhenLoadFailedReturnsTheTimeLeft() {
		CompletableFuture<Duration> next = this.cache.refresh("a");
		this.cache.origin.call("a").fails(new Trouble(Duration.ofSeconds(17)));
		assertThat(next.resultNow()).isEqualTo(Duration.ofSeconds(17));
		this.cache.advance(Duration.ofSeconds(5));
		assertThat(this.cache.refresh("a").resultNow()).isEqualTo(Duration.ofSeconds(12));
		assertThat(this.cache.origin.calls()).isOne();
	}

	@Test
	void refreshWhenFailureIsAnAnswerReturnsZero() {
		CompletableFuture<Duration> next = this.cache.refresh("a");
		this.cache.origin.call("a").fails(new TestOrigin.NotFound());
		assertThat(next.resultNow()).isZero();
	}

	@Test
	void refreshWhenALoadIsInProgressJoins() {
		CompletableFuture<Found<String>> found = this.cache.get("a");
		CompletableFuture<Duration> next = this.cache.refresh("a");
		this.cache.origin.call("a").returns("one");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(next.resultNow()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.cache.origin.calls()).isOne();
	}

	@Test
	void refreshWhenCallersJoinCollapsesThem() {
		var _ = this.cache.refresh("a");
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returns("one");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.COLLAPSED);
	}

}
