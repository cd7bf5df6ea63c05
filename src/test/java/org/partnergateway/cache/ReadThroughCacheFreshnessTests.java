package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.FreshnessPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for how {@link ReadThroughCache} lets values age.
 */
class ReadThroughCacheFreshnessTests {

	private static final Duration FRESH = Duration.ofSeconds(10);

	private static final Duration REFRESHING = Duration.ofSeconds(30);

	private static final Duration STALE = Duration.ofSeconds(100);

	private static final Duration NANOSECOND = Duration.ofNanos(1);

	private final TestCache cache = new TestCache();

	@Test
	void entryTellsTheAgeAndLoadsNothing() {
		assertThat(this.cache.cache.entry("a")).isNull();
		this.cache.store("a", "value");
		this.cache.advance(Duration.ofSeconds(12));
		assertThat(this.cache.cache.entry("a"))
			.isEqualTo(new EntrySnapshot(Duration.ofSeconds(12), Duration.ofSeconds(10)));
		assertThat(this.cache.origin.calls()).isOne();
		assertThat(this.cache.cache.stores()).isEqualTo(new StoresSnapshot(1, 5, 100, StoresSnapshot.Shared.NONE, 0));
	}

	@Test
	void getWhenNothingStoredWaitsForTheOrigin() {
		CompletableFuture<Found<String>> found = this.cache.get("a");
		assertThat(found).isNotDone();
		assertThat(this.cache.origin.call("a").awaited()).isTrue();
		this.cache.advance(Duration.ofSeconds(3));
		this.cache.origin.call("a").returns("one");
		Cached<String> expected = new Cached<>("one", this.cache.time.instant(), FRESH);
		assertThat(found.resultNow()).isEqualTo(new Found<>(expected, Duration.ZERO, Outcome.FETCHED, false, true));
	}

	@Test
	void getWhenFreshAnswersAtOnce() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(FRESH);
		assertThat(this.cache.get("a").resultNow()).isEqualTo(new Found<>(stored, FRESH, Outcome.FRESH, false, true));
		assertThat(this.cache.background.waiting()).isZero();
		assertThat(this.cache.origin.calls()).isOne();
	}

	@Test
	void getWhenJustPastTimeToLiveAnswersAtOnceAndRefreshes() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(FRESH.plus(NANOSECOND));
		assertThat(this.cache.get("a").resultNow())
			.isEqualTo(new Found<>(stored, FRESH.plus(NANOSECOND), Outcome.REFRESHING, false, true));
		assertThat(this.cache.origin.calls()).isOne();
		this.cache.background.run();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		assertThat(this.cache.origin.call("a").awaited()).isFalse();
	}

	@Test
	void getWhenRefreshedAnswersTheNew() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		this.cache.origin.call("a").returns("two");
		assertThat(this.cache.get("a").resultNow().cached().value()).isEqualTo("two");
		assertOutcome("a", Outcome.FRESH);
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenRefreshIsInProgressDoesNotStartAnother() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		assertOutcome("a", Outcome.REFRESHING);
		assertThat(this.cache.background.waiting()).isZero();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenBackgroundIsSlowHandsItOneTask() {
		this.cache.store("a", "one");
		this.cache.store("b", "one");
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		assertThat(this.cache.background.waiting()).isOne();
		assertOutcome("b", Outcome.REFRESHING);
		assertThat(this.cache.background.waiting()).isEqualTo(2);
	}

	@Test
	void getWhenRefreshFailedAndBackOffIsOverRefreshesAgain() {
		this.cache.store("a", "one");
		this.cache.advance(FRESH.plus(NANOSECOND));
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		this.cache.origin.call("a").fails(new Trouble());
		assertOutcome("a", Outcome.STALE);
		assertThat(this.cache.background.waiting()).isZero();
		this.cache.advance(Duration.ofSeconds(1));
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		assertThat(this.cache.origin.calls()).isEqualTo(3);
	}

	@Test
	void getWhenBackgroundRejectsAnswersAtOnceAndTriesAgainLater() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING);
		this.cache.background.rejecting(true);
		assertOutcome("a", Outcome.STALE);
		this.cache.background.rejecting(false);
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenAFlightLandedBeforeTheBackgroundTaskRunsDoesNotLoadAgain() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		var _ = this.cache.refresh("a");
		this.cache.origin.call("a").returns("two");
		this.cache.background.run();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
		assertThat(this.cache.background.waiting()).isOne();
	}

	@Test
	void getWhenAtEndOfRevalidationDoesNotWait() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING);
		assertOutcome("a", Outcome.REFRESHING);
	}

	@Test
	void getWhenJustPastRevalidationWaits() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		CompletableFuture<Found<String>> found = this.cache.get("a");
		assertThat(found).isNotDone();
		assertThat(this.cache.origin.call("a").awaited()).isTrue();
		this.cache.origin.call("a").returns("two");
		Cached<String> expected = new Cached<>("two", this.cache.time.instant(), FRESH);
		assertThat(found.resultNow()).isEqualTo(new Found<>(expected, Duration.ZERO, Outcome.FETCHED, true, true));
	}

	@Test
	void getWhenAtEndOfStalenessAndLoadFailsAnswersTheOld() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(STALE);
		assertThat(this.cache.fail("a", new Trouble()).resultNow())
			.isEqualTo(new Found<>(stored, STALE, Outcome.STALE, false, true));
	}

	@Test
	void getWhenJustPastStalenessAndLoadFailsFails() {
		this.cache.store("a", "one");
		this.cache.advance(STALE.plus(NANOSECOND));
		Trouble trouble = new Trouble();
		assertThat(failureOf(this.cache.fail("a", trouble)).failure()).isSameAs(trouble);
	}

	@Test
	void getWhenJustPastStalenessAndLoadSucceedsHasReplaced() {
		this.cache.store("a", "one");
		this.cache.advance(STALE.plus(NANOSECOND));
		Found<String> found = this.cache.store("a", "two");
		assertThat(found.outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(found.replaced()).isTrue();
	}

	@Test
	void getWhenValueExpiresDuringTheLoadAnswersUpToTheEnd() {
		this.cache.store("a", "one");
		this.cache.advance(STALE.minusSeconds(5));
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.advance(Duration.ofSeconds(5));
		this.cache.origin.call("a").fails(new Trouble());
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(found.resultNow().age()).isEqualTo(STALE);
	}

	@Test
	void getWhenValueExpiresDuringTheLoadFailsAfterTheEnd() {
		this.cache.store("a", "one");
		this.cache.advance(STALE.minusSeconds(5));
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.advance(Duration.ofSeconds(5).plus(NANOSECOND));
		this.cache.origin.call("a").fails(new Trouble());
		assertThat(failureOf(found).failure()).isInstanceOf(Trouble.class);
	}

	@Test
	void getWhenOriginAllowsLessUsesTheEntrysOwnTimeToLive() {
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returns("one", Duration.ofSeconds(4));
		assertThat(found.resultNow().cached().timeToLive()).isEqualTo(Duration.ofSeconds(4));
		this.cache.advance(Duration.ofSeconds(4));
		assertOutcome("a", Outcome.FRESH);
		this.cache.advance(NANOSECOND);
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.advance(Duration.ofSeconds(20).minus(NANOSECOND));
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.advance(NANOSECOND);
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenOriginAllowsNothingRefreshesOnTheNextOccasion() {
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returns("one", Duration.ofSeconds(-4));
		assertThat(found.resultNow().cached().timeToLive()).isZero();
		assertOutcome("a", Outcome.FRESH);
		this.cache.advance(NANOSECOND);
		assertOutcome("a", Outcome.REFRESHING);
	}

	@Test
	void getWhenStaleIfErrorIsShorterThanTheOthersStillRefreshes() {
		TestCache impatient = new TestCache(new FreshnessPolicy(FRESH, Duration.ofSeconds(20), Duration.ofSeconds(5)));
		impatient.store("a", "one");
		impatient.advance(REFRESHING);
		assertThat(impatient.get("a").resultNow().outcome()).isEqualTo(Outcome.REFRESHING);
		impatient.advance(NANOSECOND);
		assertThat(impatient.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenAllWindowsAreZeroLoadsEachTime() {
		TestCache none = new TestCache(new FreshnessPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO));
		none.store("a", "one");
		assertThat(none.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
		none.advance(NANOSECOND);
		assertThat(none.store("a", "two").outcome()).isEqualTo(Outcome.FETCHED);
		none.advance(NANOSECOND);
		assertThat(none.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenClockIsSetBackTakesTheValueForNew() {
		this.cache.store("a", "one");
		this.cache.time.setBack(Duration.ofHours(1));
		this.cache.advance(FRESH);
		Found<String> found = this.cache.get("a").resultNow();
		assertThat(found.outcome()).isEqualTo(Outcome.FRESH);
		assertThat(found.age()).isZero();
	}

	@Test
	void getWhenClockIsSetBackForgetsTheValueAtItsEndAllTheSame() {
		this.cache.store("a", "one");
		this.cache.time.setBack(Duration.ofHours(1));
		this.cache.advance(STALE.plusMinutes(1));
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenValueIsHeavierThanTheStoreAnswersAndDoesNotKeep() {
		Found<String> found = this.cache.store("a", "x".repeat(101));
		assertThat(found.cached().value()).hasSize(101);
		assertThat(found.outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(found.stored()).isFalse();
		assertThat(this.cache.store("a", "two").replaced()).isFalse();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenValueIsNotStorableAnswersAndDoesNotKeep() {
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		this.cache.origin.call("a").returnsUnstorable("one");
		assertThat(leader.resultNow().stored()).isFalse();
		assertThat(follower.resultNow().cached().value()).isEqualTo("one");
		assertThat(follower.resultNow().stored()).isFalse();
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenNewerValueWasNotStorableDoesNotFallBackToTheOld() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").returnsUnstorable("two");
		assertThat(found.resultNow().cached().value()).isEqualTo("two");
		assertThat(this.cache.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenRefreshedValueIsNotStorableWaitsForTheNext() {
		this.cache.store("a", "one");
		this.cache.advance(FRESH.plus(NANOSECOND));
		assertOutcome("a", Outcome.REFRESHING);
		this.cache.background.run();
		this.cache.origin.call("a").returnsUnstorable("two");
		assertThat(this.cache.cache.findAtHand("a")).isNull();
		assertThat(this.cache.cache.findUsable("a")).isNull();
		assertThat(this.cache.store("a", "three").outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void getWhenNewerValueWasNotStorableMeanwhileDoesNotFallBackToWhatItHasSeen() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		this.cache.meanwhile(() -> {
			var _ = this.cache.get("a");
			this.cache.origin.call("a").returnsUnstorable("two");
		});
		assertThat(this.cache.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenClockIsSetBackTellsTheOrderOfValuesAllTheSame() {
		Instant first = this.cache.store("a", "one").cached().fetchedAt();
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		this.cache.time.setBack(REFRESHING.plusSeconds(2));
		var _ = this.cache.refresh("a");
		this.cache.origin.call("a").returns("two");
		assertThat(this.cache.get("a").resultNow().cached().fetchedAt()).isAfter(first);
	}

	@Test
	void getWhenStoreIsFullEvicts() {
		for (int number = 0; number < 20; number++) {
			this.cache.store("key " + number, "x".repeat(10));
		}
		long kept = 0;
		for (int number = 0; number < 20; number++) {
			kept += this.cache.get("key " + number).isDone() ? 1 : 0;
		}
		assertThat(kept).isEqualTo(10);
	}

	private void assertOutcome(String key, Outcome expected) {
		assertThat(this.cache.get(key).resultNow().outcome()).isEqualTo(expected);
	}

}
