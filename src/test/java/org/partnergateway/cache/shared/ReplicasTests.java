package org.partnergateway.cache.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.Found;
import org.partnergateway.cache.ReadThroughCache;
import org.partnergateway.cache.StoresSnapshot;
import org.partnergateway.cache.TestCache;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.TestSharedStore;
import org.partnergateway.cache.TestTime;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.shared.SharedStore.Sign;
import org.partnergateway.cache.store.Cached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for {@link ReadThroughCache} where several replicas have a shared store.
 */
class ReplicasTests {

	private static final Duration MOMENT = Duration.ofMillis(100);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final TestTime time = new TestTime();

	private final TestSharedStore shared = new TestSharedStore(this.time);

	private final TestCache one = new TestCache(this.time, this.shared);

	private final TestCache other = new TestCache(this.time, this.shared);

	@Test
	void getWhenAnotherReplicaHasLoadedAnswersWithThat() {
		this.one.store("a", "value");
		advance(SECOND);
		Found<String> found = this.other.get("a").resultNow();
		assertThat(found.cached().value()).isEqualTo("value");
		assertThat(found.outcome()).isEqualTo(Outcome.FRESH);
		assertThat(found.age()).isEqualTo(SECOND);
		assertThat(found.stored()).isTrue();
		assertThat(this.other.origin.calls()).isZero();
	}

	@Test
	void getWhenALoadCannotBeBoundFailsAndLetsTheNextOneTry() {
		Load<String> unbound = new Load<>() {

			@Override
			public CompletableFuture<Loaded<String>> start(boolean probe) {
				return new CompletableFuture<>();
			}

			@Override
			public Load<String> bound() {
				throw new IllegalStateException("no context");
			}

		};
		CompletableFuture<Found<String>> found = this.one.cache.get("a", unbound, unbound);
		assertThat(failureOf(found).failure()).hasMessage("no context");
		advance(SECOND);
		assertThat(this.one.store("a", "value").outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void getWhenTheOriginWantsToHearNothingFromAnotherReplicaTellsSoBeforeTheLoad() {
		List<String> told = new ArrayList<>();
		this.other.cache.onPause((left) -> told.add(left + " before call " + this.other.origin.calls()));
		var _ = this.other.get("a");
		assertThat(told).isEmpty();
		this.one.cache.pause(Duration.ofSeconds(57));
		var _ = this.other.get("b");
		assertThat(told).containsExactly("PT57S before call 1");
		assertThat(this.other.origin.calls()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "PT301S, PT5M", "P9999D, PT5M", "PT-1S,", "PT0S," })
	void getWhenAPauseIsNonsenseBoundsOrIgnoresIt(Duration nonsense, @Nullable Duration believed) {
		List<Duration> told = new ArrayList<>();
		this.other.cache.onPause(told::add);
		this.shared.pause(nonsense).join();
		var _ = this.other.get("a");
		assertThat(told).isEqualTo(Stream.ofNullable(believed).toList());
	}

	@Test
	void getWhenNobodyCanBeToldOfAPauseLoadsAllTheSame() {
		this.other.cache.onPause((left) -> {
			throw new IllegalStateException("not listening");
		});
		this.one.cache.pause(Duration.ofSeconds(57));
		assertThat(this.other.store("a", "value").outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void storesTellsWhetherTheSharedStoreAnswers() {
		this.one.store("a", "value");
		assertThat(this.one.cache.stores().shared()).isEqualTo(StoresSnapshot.Shared.WORKING);
		this.shared.broken(true);
		this.one.store("b", "value");
		assertThat(this.one.cache.stores().shared()).isEqualTo(StoresSnapshot.Shared.FAILING);
	}

	@Test
	void getWhenFreshDoesNotUseTheSharedStore() {
		this.one.store("a", "value");
		int uses = this.shared.uses();
		assertThat(this.one.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
		assertThat(this.shared.uses()).isEqualTo(uses);
	}

	@Test
	void getWhenAnotherReplicaIsLoadingWaitsForThat() {
		CompletableFuture<Found<String>> first = this.one.get("a");
		CompletableFuture<Found<String>> second = this.other.get("a");
		advance(SECOND);
		assertThat(second).isNotDone();
		this.one.origin.call("a").returns("value");
		advance(SECOND);
		assertThat(first.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(second.resultNow().cached()).isEqualTo(first.resultNow().cached());
		assertThat(this.other.origin.calls()).isZero();
		assertThat(this.shared.sign("a")).isEqualTo(Sign.NONE);
	}

	@Test
	void getWhenAnotherReplicaIsLoadingReadsTheEntryOnce() {
		this.one.store("a", "old");
		var _ = this.other.get("a");
		advance(Duration.ofSeconds(50));
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> second = this.other.get("a");
		int reads = this.shared.reads();
		int uses = this.shared.uses();
		advance(Duration.ofSeconds(8));
		assertThat(this.shared.reads()).isEqualTo(reads);
		// Four times a second, and the renewals of the claim.
		assertThat(this.shared.uses() - uses).isBetween(30, 45);
		this.one.origin.call("a").returns("new");
		advance(SECOND);
		assertThat(second.resultNow().cached().value()).isEqualTo("new");
		assertThat(this.shared.reads()).isEqualTo(reads + 1);
	}

	@Test
	void getWhenWhatIsSharedIsNoNewerDoesNotReadIt() {
		this.one.store("a", "value");
		advance(Duration.ofSeconds(50));
		int reads = this.shared.reads();
		var _ = this.one.get("a");
		assertThat(this.shared.reads()).isEqualTo(reads);
	}

	@Test
	void getWhenTheEntryCannotBeReadLoadsAndReplacesIt() {
		this.one.store("a", "value");
		this.shared.unreadable(true);
		this.other.store("a", "new");
		assertThat(this.other.cache.stores().shared()).isEqualTo(StoresSnapshot.Shared.WORKING);
		assertThat(this.shared.entries.get("a")).extracting(Cached::value).isEqualTo("new");
	}

	@Test
	void getWhenReadingAnEntryFailsStillSharesOtherKeys() {
		this.one.store("a", "value");
		this.one.store("b", "value");
		this.shared.failing("a");
		assertThat(this.other.store("a", "new").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.other.cache.stores().shared()).isEqualTo(StoresSnapshot.Shared.WORKING);
		assertThat(this.other.get("b").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenTheValueCannotBeWrittenLetsAllWhoWaitLoadAtOnce() {
		this.shared.unwritable(true);
		assertThatAllLoadAtOnceAfter(() -> this.one.origin.call("a").returns("large"));
	}

	@Test
	void getWhenTheOriginForbidsStoringLetsAllWhoWaitLoadAtOnce() {
		assertThatAllLoadAtOnceAfter(() -> this.one.origin.call("a").returnsUnstorable("secret"));
	}

	@Test
	void getWhenTheOriginSaysThereIsNothingLetsAllWhoWaitAskAtOnce() {
		assertThatAllLoadAtOnceAfter(() -> this.one.origin.call("a").fails(new NotFound()));
	}

	@Test
	void getWhenTheFailureIsTheReplicasOwnLetsAllWhoWaitTryAtOnce() {
		assertThatAllLoadAtOnceAfter(() -> this.one.origin.call("a").fails(new IllegalStateException("no token")));
	}

	private void assertThatAllLoadAtOnceAfter(Runnable end) {
		TestCache third = new TestCache(this.time, this.shared);
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> second = this.other.get("a");
		CompletableFuture<Found<String>> last = third.get("a");
		for (int i = 0; i < 9; i++) {
			advance(SECOND);
			third.background.run();
		}
		end.run();
		for (int i = 0; i < 3; i++) {
			advance(MOMENT);
			third.background.run();
		}
		assertThat(this.other.origin.calls() + third.origin.calls()).isEqualTo(2);
		advance(Duration.ofSeconds(9));
		this.other.origin.call("a").returnsUnstorable("secret");
		third.origin.call("a").returnsUnstorable("secret");
		assertThat(second.resultNow().cached().value()).isEqualTo("secret");
		assertThat(last.resultNow().cached().value()).isEqualTo("secret");
	}

	@Test
	void getWhenTheOriginForbadeStoringLatelyLoadsWithoutWaiting() {
		var _ = this.one.get("a");
		this.one.origin.call("a").returnsUnstorable("secret");
		advance(Duration.ofSeconds(30));
		var _ = this.one.get("a");
		var _ = this.other.get("a");
		assertThat(this.one.origin.calls()).isEqualTo(2);
		assertThat(this.other.origin.calls()).isOne();
	}

	@Test
	void getWhenTheTurnComesTooLateGivesTheClaimUp() {
		this.shared.holdClaims();
		CompletableFuture<Found<String>> found = this.one.get("a");
		advance(TestCache.LOAD_TIMEOUT);
		assertThat(found).isCompletedExceptionally();
		this.shared.grantClaims();
		assertThat(this.shared.sign("a")).isEqualTo(Sign.NONE);
	}

	@Test
	void getWhenAnotherReplicaLoadsForLongWaitsSinceTheClaimIsRenewed() {
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> second = this.other.get("a");
		for (int i = 0; i < 24; i++) {
			advance(SECOND);
			assertThat(this.other.origin.calls()).isZero();
		}
		this.one.origin.call("a").returns("value");
		advance(MOMENT);
		assertThat(second.resultNow().cached().value()).isEqualTo("value");
	}

	@Test
	void getWhenTheLoadingReplicaDiesLoadsWhenItsClaimHasRunOut() {
		this.shared.claim("a", "of the dead", Duration.ofSeconds(6)).join();
		CompletableFuture<Found<String>> found = this.one.get("a");
		advance(Duration.ofSeconds(5));
		assertThat(this.one.origin.calls()).isZero();
		advance(SECOND.plus(MOMENT));
		this.one.origin.call("a").returns("value");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void getWhenItsTurnCameLateTakesNoLongerThanALoadMay() {
		this.shared.claim("a", "of the dead", Duration.ofSeconds(20)).join();
		CompletableFuture<Found<String>> found = this.one.get("a");
		advance(Duration.ofSeconds(21));
		assertThat(this.one.origin.calls()).isOne();
		advance(Duration.ofSeconds(4));
		assertThat(found).isCompletedExceptionally();
		assertThat(this.one.origin.call("a").result()).isCancelled();
	}

	@Test
	void getWhenItsTurnNeverComesFailsInTimeAndClaimsNothingAfterwards() {
		this.shared.claim("a", "of the slow", Duration.ofSeconds(60)).join();
		CompletableFuture<Found<String>> found = this.one.get("a");
		advance(TestCache.LOAD_TIMEOUT);
		assertThat(found).isCompletedExceptionally();
		advance(Duration.ofSeconds(60));
		assertThat(this.shared.sign("a")).isEqualTo(Sign.NONE);
		assertThat(this.one.origin.calls()).isZero();
	}

	@Test
	void getWhenItFailedForAnotherReplicaLeavesTheOriginAlone() {
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> waiting = this.other.get("a");
		this.one.origin.call("a").fails(new Trouble(Duration.ofSeconds(30)));
		advance(MOMENT);
		assertThat(failureOf(waiting).failure()).isInstanceOf(Trouble.class);
		assertThat(failureOf(waiting).retryAfter()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
		assertThat(failureOf(this.other.get("a")).attempted()).isFalse();
		assertThat(this.other.origin.calls()).isZero();
	}

	@Test
	void getWhenTheBackOffIsOverLetsOneReplicaProbe() {
		this.one.trouble("a");
		var _ = this.other.get("a");
		advance(SECOND.plus(MOMENT));
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> waiting = this.other.get("a");
		assertThat(this.one.origin.calls() + this.other.origin.calls()).isEqualTo(2);
		this.one.origin.call("a").returns("value");
		advance(MOMENT);
		assertThat(waiting.resultNow().cached().value()).isEqualTo("value");
		assertThat(this.other.backOff("a")).isZero();
	}

	@Test
	void getWhenTheFailureIsTheReplicasOwnLetsAnotherTry() {
		var _ = this.one.fail("a", new IllegalStateException("no credentials"));
		CompletableFuture<Found<String>> found = this.other.get("a");
		this.other.origin.call("a").returns("value");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void getWhenLeftAloneAnswersWithWhatAnotherReplicaHas() {
		var _ = this.one.fail("a", new IllegalStateException("no credentials"));
		this.other.store("a", "value");
		assertThat(this.one.get("a").resultNow().cached().value()).isEqualTo("value");
	}

	@Test
	void getWhenStaleTakesTheNewerEntryOfAnotherReplica() {
		this.one.store("a", "old");
		this.other.get("a").join();
		advance(Duration.ofSeconds(50));
		this.one.store("a", "new");
		Found<String> found = this.other.get("a").resultNow();
		assertThat(found.cached().value()).isEqualTo("new");
		assertThat(found.outcome()).isEqualTo(Outcome.FRESH);
		assertThat(this.other.origin.calls()).isZero();
	}

	@Test
	void getWhenRefreshingTakesTheNewerEntryOfAnotherReplicaInTheBackground() {
		this.one.store("a", "old");
		this.other.get("a").join();
		advance(Duration.ofSeconds(11));
		var _ = this.one.get("a");
		this.one.background.run();
		this.one.origin.call("a").returns("new");
		assertThat(this.other.get("a").resultNow().cached().value()).isEqualTo("old");
		this.other.background.run();
		assertThat(this.other.get("a").resultNow().cached().value()).isEqualTo("new");
		assertThat(this.other.origin.calls()).isZero();
	}

	@Test
	void getWhenTheSharedEntryIsPastItsTimeToLiveAnswersWithItAndRefreshesIt() {
		this.one.store("a", "old");
		advance(Duration.ofSeconds(15));
		Found<String> found = this.other.get("a").resultNow();
		assertThat(found.cached().value()).isEqualTo("old");
		assertThat(found.outcome()).isEqualTo(Outcome.REFRESHING);
		this.other.background.run();
		this.other.origin.call("a").returns("new");
		assertThat(this.one.get("a").resultNow().cached().value()).isEqualTo("old");
		this.one.background.run();
		assertThat(this.one.get("a").resultNow().cached().value()).isEqualTo("new");
	}

	@Test
	void getWhenTheSharedEntryIsStaleAnswersWithItIfTheOriginFails() {
		this.one.store("a", "old");
		advance(Duration.ofSeconds(50));
		CompletableFuture<Found<String>> found = this.other.fail("a", new Trouble());
		assertThat(found.resultNow().cached().value()).isEqualTo("old");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.STALE);
	}

	@Test
	void getWhenTheOriginSaysThereIsNothingRemovesTheSharedEntry() {
		this.one.store("a", "old");
		advance(Duration.ofSeconds(50));
		var _ = this.other.fail("a", new NotFound());
		assertThat(this.shared.entries).isEmpty();
		assertThat(this.shared.sign("a")).isEqualTo(Sign.OPEN);
	}

	@Test
	void getWhenTheOriginForbidsStoringSharesNothing() {
		CompletableFuture<Found<String>> found = this.one.get("a");
		this.one.origin.call("a").returnsUnstorable("secret");
		assertThat(found.resultNow().stored()).isFalse();
		assertThat(this.shared.entries).isEmpty();
		assertThat(this.shared.sign("a")).isEqualTo(Sign.OPEN);
	}

	@Test
	void getWhenAnotherReplicaMayNotStoreANewerOneForgetsTheOldWhenItHearsOfThat() {
		this.one.store("a", "old");
		this.other.get("a").join();
		advance(Duration.ofSeconds(50));
		var _ = this.one.get("a");
		this.one.origin.call("a").returnsUnstorable("new");
		assertThat(this.shared.entries).isEmpty();
		CompletableFuture<Found<String>> found = this.other.fail("a", new Trouble());
		assertThat(found).isCompletedExceptionally();
		assertThat(this.other.cache.findUsable("a")).isNull();
	}

	@Test
	void getWhenTheSharedStoreMissedThatANewerOneMayNotBeStoredDoesNotTakeTheOldFromIt() {
		this.one.store("a", "old");
		Cached<String> old = Objects.requireNonNull(this.shared.entries.get("a"));
		advance(Duration.ofSeconds(50));
		var _ = this.one.get("a");
		this.one.origin.call("a").returnsUnstorable("new");
		this.shared.put("a", old).join();
		assertThat(this.one.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenTheSharedEntryIsOlderThanOneThatMadeRoomDoesNotTakeIt() {
		this.one.store("a", "old");
		Cached<String> old = Objects.requireNonNull(this.shared.entries.get("a"));
		advance(Duration.ofSeconds(50));
		this.one.store("a", "x".repeat(101));
		this.shared.put("a", old).join();
		assertThat(this.one.store("a", "newest").outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void refreshWhenAnotherReplicaHasDoneSoTakesThatAndTellsWhenToComeBack() {
		this.one.store("a", "old");
		this.other.get("a").join();
		advance(Duration.ofSeconds(8));
		var _ = this.one.refresh("a");
		this.one.origin.call("a").returns("new");
		advance(SECOND);
		assertThat(this.other.refresh("a").resultNow()).isEqualTo(Duration.ofSeconds(9));
		assertThat(this.other.origin.calls()).isZero();
		assertThat(this.other.get("a").resultNow().cached().value()).isEqualTo("new");
	}

	@Test
	void getWhenTheSharedStoreIsOutOfOrderLoadsAlone() {
		this.shared.broken(true);
		assertThat(this.one.store("a", "value").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.other.store("a", "value").outcome()).isEqualTo(Outcome.FETCHED);
	}

	@Test
	void getWhenTheSharedStoreThrowsLoadsAloneAndIsUsedAgainLater() {
		this.shared.throwing(true);
		assertThat(this.one.store("a", "value").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.one.cache.stores().shared()).isEqualTo(StoresSnapshot.Shared.FAILING);
		this.shared.throwing(false);
		advance(SECOND);
		this.one.store("b", "value");
		assertThat(this.other.get("b").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenTheSharedStoreThrowsOnceDuringALoadKeepsTheClaim() {
		var _ = this.one.get("a");
		this.shared.throwing(true);
		advance(Duration.ofSeconds(2));
		this.shared.throwing(false);
		advance(Duration.ofSeconds(10));
		assertThat(this.shared.sign("a")).isEqualTo(Sign.CLAIMED);
	}

	@Test
	void getWhenTheSharedStoreIsOutOfOrderUsesItOnceInAWhile() {
		this.shared.broken(true);
		for (int i = 0; i < 50; i++) {
			this.one.store("a" + i, "value");
		}
		assertThat(this.shared.uses()).isOne();
		advance(SECOND);
		this.one.store("b", "value");
		assertThat(this.shared.uses()).isEqualTo(2);
		advance(SECOND);
		this.one.store("c", "value");
		assertThat(this.shared.uses()).isEqualTo(2);
	}

	@Test
	void getWhenTheSharedStoreIsBackUsesIt() {
		this.shared.broken(true);
		this.one.store("a", "value");
		this.shared.broken(false);
		advance(SECOND);
		this.one.store("b", "value");
		assertThat(this.other.get("b").resultNow().cached().value()).isEqualTo("value");
	}

	@Test
	void getWhenTheSharedStoreBreaksDuringALoadStillAnswers() {
		CompletableFuture<Found<String>> found = this.one.get("a");
		this.shared.broken(true);
		advance(Duration.ofSeconds(3));
		this.one.origin.call("a").returns("value");
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.one.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenTheSharedStoreBreaksDuringAWaitLoadsAlone() {
		var _ = this.one.get("a");
		CompletableFuture<Found<String>> second = this.other.get("a");
		this.shared.broken(true);
		advance(MOMENT);
		this.other.origin.call("a").returns("value");
		assertThat(second.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
	}

	private void advance(Duration duration) {
		// In steps, since what is due may have to be done before the next is.
		for (Duration left = duration; left.isPositive(); left = left.minus(MOMENT)) {
			this.time.advance(MOMENT);
			this.one.background.run();
			this.other.background.run();
		}
	}

}
