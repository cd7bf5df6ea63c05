package org.partnergateway.cache;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.NotFound;

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
	void getWhenOriginIsLeftAloneStillGivesTheAnswer() {
		NotFound notFound = this.cache.notFound("a1");
		this.cache.trouble("a2");
		assertThat(failureOf(this.cache.get("a1")).failure()).isSameAs(notFound);
	}

}
