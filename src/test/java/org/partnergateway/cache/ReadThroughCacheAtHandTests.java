package org.partnergateway.cache;

import java.time.Duration;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.store.Cached;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link ReadThroughCache} has at hand, which whoever looks leaves as it
 * is.
 */
class ReadThroughCacheAtHandTests {

	private static final Duration FRESH = Duration.ofSeconds(10);

	private static final Duration REFRESHING = Duration.ofSeconds(30);

	private static final Duration STALE = Duration.ofSeconds(100);

	private static final Duration NANOSECOND = Duration.ofNanos(1);

	private final TestCache cache = new TestCache();

	@Test
	void findAtHandWhenNothingIsStoredFindsNothing() {
		assertThat(find("a")).isNull();
	}

	@Test
	void findAtHandWhenFreshFindsIt() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(FRESH);
		assertThat(find("a")).isEqualTo(new Found<>(stored, FRESH, Outcome.FRESH, false, true));
	}

	@Test
	void findAtHandWhenJustPastTimeToLiveLeavesTheRefreshToOthers() {
		this.cache.store("a", "one");
		this.cache.advance(FRESH.plus(NANOSECOND));
		assertThat(find("a")).isNull();
	}

	@Test
	void findAtHandWhenRefreshIsCalledOrInProgressFindsTheOld() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(REFRESHING);
		this.cache.get("a").resultNow();
		Found<String> old = new Found<>(stored, REFRESHING, Outcome.REFRESHING, false, true);
		assertThat(find("a")).isEqualTo(old);
		this.cache.background.run();
		assertThat(find("a")).isEqualTo(old);
		this.cache.origin.call("a").returns("two");
		assertThat(outcome("a")).isEqualTo(Outcome.FRESH);
	}

	@Test
	void findAtHandWhenRefreshFailedFindsTheOldUntilTheBackOffIsOver() {
		this.cache.store("a", "one");
		this.cache.advance(FRESH.plus(NANOSECOND));
		this.cache.get("a").resultNow();
		this.cache.background.run();
		this.cache.origin.call("a").fails(new Trouble());
		this.cache.advance(Duration.ofSeconds(1).minus(NANOSECOND));
		assertThat(outcome("a")).isEqualTo(Outcome.STALE);
		this.cache.advance(NANOSECOND);
		assertThat(find("a")).isNull();
	}

	@Test
	void findAtHandWhenStaleLeavesWaitingToOthers() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		assertThat(find("a")).isNull();
		// The first one waits, and so does everybody else.
		var _ = this.cache.get("a");
		assertThat(find("a")).isNull();
	}

	@Test
	void findAtHandWhenStaleAndFailingFindsItUntilAProbeIsDue() {
		this.cache.store("a", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		this.cache.trouble("a");
		assertThat(outcome("a")).isEqualTo(Outcome.STALE);
		this.cache.advance(Duration.ofSeconds(1));
		assertThat(find("a")).isNull();
		this.cache.get("a").resultNow();
		assertThat(outcome("a")).isEqualTo(Outcome.STALE);
		this.cache.background.run();
		assertThat(outcome("a")).isEqualTo(Outcome.STALE);
	}

	@Test
	void findAtHandWhenAnotherOfItsSubjectIsProbedFindsIt() {
		this.cache.store("a1", "one");
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		this.cache.trouble("a2");
		this.cache.advance(Duration.ofSeconds(1));
		assertThat(find("a1")).isNull();
		var _ = this.cache.get("a2");
		assertThat(outcome("a1")).isEqualTo(Outcome.STALE);
	}

	@Test
	void findAtHandWhenExpiredFindsNothingEvenIfLeftAlone() {
		this.cache.store("a", "one");
		this.cache.advance(STALE);
		this.cache.trouble("a");
		assertThat(outcome("a")).isEqualTo(Outcome.STALE);
		this.cache.advance(NANOSECOND);
		assertThat(find("a")).isNull();
	}

	@Test
	void findAtHandWhenFoundIsAUseOfIt() {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.cache.cache.bindTo(meters, "test");
		this.cache.store("a", "one");
		double gets = gets(meters);
		assertThat(find("b")).isNull();
		this.cache.advance(REFRESHING.plus(NANOSECOND));
		assertThat(find("a")).isNull();
		assertThat(gets(meters)).isEqualTo(gets);
		this.cache.store("a", "two");
		gets = gets(meters);
		assertThat(outcome("a")).isEqualTo(Outcome.FRESH);
		assertThat(gets(meters)).isEqualTo(gets + 1);
	}

	private static double gets(MeterRegistry meters) {
		return meters.find("cache.gets").functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

	private @Nullable Outcome outcome(String key) {
		Found<String> found = find(key);
		return (found != null) ? found.outcome() : null;
	}

	private @Nullable Found<String> find(String key) {
		int calls = this.cache.origin.calls();
		int tasks = this.cache.background.waiting();
		Found<String> found = this.cache.cache.findAtHand(key);
		assertThat(this.cache.origin.calls()).isEqualTo(calls);
		assertThat(this.cache.background.waiting()).isEqualTo(tasks);
		return found;
	}

}
