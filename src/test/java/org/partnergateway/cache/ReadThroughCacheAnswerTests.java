package org.partnergateway.cache;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestOrigin.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for {@link ReadThroughCache} with an origin that says what there is not.
 */
class ReadThroughCacheAnswerTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private final TestCache cache = new TestCache(MINUTE);

	@Test
	void getWhenAnswerStandsDoesNotAskTheOrigin() {
		NotFound notFound = this.cache.notFound("a");
		this.cache.advance(MINUTE.minus(MOMENT));
		assertThat(failureOf(this.cache.get("a")).failure()).isSameAs(notFound);
		assertThat(failureOf(this.cache.get("a")).attempted()).isTrue();
		assertThat(failureOf(this.cache.get("a")).retryAfter()).isZero();
		assertThat(this.cache.origin.calls()).isEqualTo(1);
	}

	@Test
	void getWhenAnswerHasPassedAsksAgain() {
		this.cache.notFound("a");
		this.cache.advance(MINUTE);
		assertThat(this.cache.store("a", "one").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenAnotherKeyHasAnAnswerAsksForThisOne() {
		this.cache.notFound("a1");
		assertThat(this.cache.get("a2")).isNotDone();
	}

	@Test
	void getWhenAnswerCameInTheBackgroundGivesItInThePlaceOfWhatWasStored() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(11));
		var _ = this.cache.get("a");
		this.cache.background.run();
		NotFound notFound = new NotFound();
		this.cache.origin.call("a").fails(notFound);
		assertThat(failureOf(this.cache.get("a")).failure()).isSameAs(notFound);
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenOriginFailsAfterTheAnswerHasPassedTellsTheFailure() {
		this.cache.notFound("a");
		this.cache.advance(MINUTE);
		TestOrigin.Trouble trouble = this.cache.trouble("a");
		assertThat(failureOf(this.cache.get("a")).failure()).isSameAs(trouble);
		assertThat(failureOf(this.cache.get("a")).attempted()).isFalse();
	}

	@Test
	void getWhenAnswerDoesNotDisplaceLeavesWhatIsStoredForAnOutage() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		Refused refused = new Refused();
		assertThat(failureOf(this.cache.fail("a", refused)).failure()).isSameAs(refused);
		this.cache.advance(MINUTE.minus(MOMENT));
		assertThat(failureOf(this.cache.get("a")).failure()).isSameAs(refused);
		assertThat(failureOf(this.cache.get("a")).attempted()).isTrue();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		this.cache.advance(MOMENT);
		Found<String> found = this.cache.fail("a", new TestOrigin.Trouble()).resultNow();
		assertThat(found.cached().value()).isEqualTo("one");
		assertThat(found.outcome()).isEqualTo(Outcome.STALE);
	}

	@Test
	void getWhenAnswerDisplacesLeavesNothingForAnOutage() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		this.cache.notFound("a");
		this.cache.advance(MINUTE);
		assertThat(this.cache.fail("a", new TestOrigin.Trouble())).isCompletedExceptionally();
		assertThat(this.cache.cache.findUsable("a")).isNull();
	}

	@Test
	void getWhenAnswerThatDoesNotDisplaceCameInTheBackgroundIsTheSameUntilItHasPassed() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(11));
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.REFRESHING);
		this.cache.background.run();
		Refused refused = new Refused();
		this.cache.origin.call("a").fails(refused);
		assertThat(this.cache.cache.findAtHand("a")).isNull();
		for (int i = 0; i < 59; i++) {
			assertThat(failureOf(this.cache.get("a")).failure()).isSameAs(refused);
			this.cache.advance(Duration.ofSeconds(1));
		}
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		this.cache.advance(Duration.ofSeconds(1));
		assertThat(this.cache.store("a", "two").cached().value()).isEqualTo("two");
	}

	@Test
	void getWhenAnswerCameForAReportThatIsKeptWarmStillGivesWhatIsFresh() {
		this.cache.store("a", "one");
		var _ = this.cache.refresh("a");
		this.cache.origin.call("a").fails(new Refused());
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenAnswerEndsABackOffLetsOtherKeysLoad() {
		this.cache.trouble("a1");
		this.cache.advance(Duration.ofSeconds(1));
		var _ = this.cache.fail("a2", new Refused());
		assertThat(this.cache.get("a1")).isNotDone();
		assertThat(this.cache.get("a3")).isNotDone();
	}

	@Test
	void getWhenOriginIsLeftAloneStillGivesTheAnswer() {
		NotFound notFound = this.cache.notFound("a1");
		this.cache.trouble("a2");
		assertThat(failureOf(this.cache.get("a1")).failure()).isSameAs(notFound);
	}

}
