package org.partnergateway.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.store.Cached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for what {@link ReadThroughCache} makes of failures.
 */
class ReadThroughCacheFailureTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration STALE = Duration.ofSeconds(31);

	private final TestCache cache = new TestCache();

	@Test
	void getWhenLoadFailsAndNothingIsStoredFails() {
		Trouble trouble = new Trouble();
		LoadFailedException failure = failureOf(this.cache.fail("a", trouble));
		assertThat(failure.failure()).isSameAs(trouble);
		assertThat(failure.attempted()).isTrue();
		assertThat(failure.retryAfter()).isEqualTo(SECOND);
	}

	@Test
	void getWhenLoadFailsAndSomethingIsStoredAnswersThat() {
		Cached<String> stored = this.cache.store("a", "one").cached();
		this.cache.advance(STALE);
		assertThat(this.cache.fail("a", new Trouble()).resultNow())
			.isEqualTo(new Found<>(stored, STALE, Outcome.STALE, false, true));
	}

	@Test
	void getWhenLoadFailsTellsEveryoneWhoWaits() {
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		this.cache.origin.call("a").fails(new Trouble());
		assertThat(failureOf(leader).attempted()).isTrue();
		assertThat(failureOf(follower)).isSameAs(failureOf(leader));
	}

	@Test
	void getWhenLoadThrowsFails() {
		IllegalStateException thrown = new IllegalStateException("no");
		CompletableFuture<Found<String>> found = this.cache.cache.get("a", (probe) -> {
			throw thrown;
		}, this.cache.origin.refresh("a"));
		assertThat(failureOf(found).failure()).isSameAs(thrown);
		assertThat(this.cache.backOff("a")).isEqualTo(SECOND);
		assertTakesOffAgain();
	}

	@Test
	void getWhenLoadIsComposedFailsWithWhatIsInside() {
		Trouble trouble = new Trouble(Duration.ofSeconds(17));
		CompletableFuture<Found<String>> found = this.cache.cache.get("a",
				(probe) -> this.cache.origin.load("a").start(probe).thenApply((loaded) -> loaded),
				this.cache.origin.refresh("a"));
		this.cache.origin.call("a").fails(trouble);
		assertThat(failureOf(found).failure()).isSameAs(trouble);
		assertThat(failureOf(found).retryAfter()).isEqualTo(Duration.ofSeconds(17));
	}

	@Test
	void getWhenLoadHangsFailsAtTheTimeout() {
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		this.cache.advance(Duration.ofSeconds(20));
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		advance(Duration.ofSeconds(5).minusNanos(1));
		assertThat(leader).isNotDone();
		advance(Duration.ofNanos(1));
		assertThat(failureOf(leader).failure()).isInstanceOf(TimeoutException.class);
		assertThat(failureOf(follower).failure()).isInstanceOf(TimeoutException.class);
		assertThat(this.cache.origin.call("a").result()).isCancelled();
		assertThat(this.cache.backOff("a")).isEqualTo(SECOND);
		assertTakesOffAgain();
	}

	@Test
	void getWhenLoadHangsAndSomethingIsStoredAnswersThatAtTheTimeout() {
		this.cache.store("a", "one");
		this.cache.advance(STALE);
		CompletableFuture<Found<String>> found = this.cache.get("a");
		advance(TestCache.LOAD_TIMEOUT);
		assertThat(found.resultNow().outcome()).isEqualTo(Outcome.STALE);
		assertThat(found.resultNow().age()).isEqualTo(STALE.plus(TestCache.LOAD_TIMEOUT));
	}

	@Test
	void getWhenHungLoadReturnsAfterAllIgnoresIt() {
		CompletableFuture<Loaded<String>> stubborn = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterrupt) {
				return false;
			}

		};
		var _ = this.cache.cache.get("a", (probe) -> stubborn, this.cache.origin.refresh("a"));
		advance(TestCache.LOAD_TIMEOUT);
		stubborn.complete(new Loaded<>("late", true, TestOrigin.UNLIMITED));
		assertThat(this.cache.backOff("a")).isEqualTo(SECOND);
		assertThat(failureOf(this.cache.get("a")).failure()).isInstanceOf(TimeoutException.class);
		assertTakesOffAgain();
	}

	@Test
	@SuppressWarnings("NullAway") // What a careless load may return.
	void getWhenLoadReturnsNullFails() {
		CompletableFuture<Found<String>> found = this.cache.get("a");
		this.cache.origin.call("a").result().complete(null);
		assertThat(failureOf(found).failure()).isInstanceOf(NullPointerException.class);
		assertTakesOffAgain();
	}

	@Test
	void getWhenWeigherFailsLeavesNobodyWaiting() {
		IllegalStateException thrown = new IllegalStateException("too strange to weigh");
		TestCache weightless = new TestCache(TestCache.FRESHNESS, (key, value) -> {
			throw thrown;
		}, new TestOrigin.Failures());
		CompletableFuture<Found<String>> leader = weightless.get("a");
		CompletableFuture<Found<String>> follower = weightless.get("a");
		weightless.origin.call("a").returns("one");
		assertThat(failureOf(leader).failure()).isSameAs(thrown);
		assertThat(failureOf(follower).failure()).isSameAs(thrown);
		weightless.advance(SECOND);
		assertThat(weightless.get("a")).isNotDone();
		assertThat(weightless.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenTheBackgroundFailsCallsItForTheNextOne() {
		Queue<Runnable> tasks = new ArrayDeque<>();
		AtomicBoolean out = new AtomicBoolean(true);
		TestCache threadless = new TestCache((task) -> {
			if (out.get()) {
				throw new OutOfMemoryError("no thread");
			}
			tasks.add(task);
		});
		threadless.store("a", "one");
		threadless.advance(Duration.ofSeconds(11));
		assertThat(threadless.get("a").resultNow().outcome()).isEqualTo(Outcome.STALE);
		out.set(false);
		assertThat(threadless.get("a").resultNow().outcome()).isEqualTo(Outcome.REFRESHING);
		assertThat(tasks).hasSize(1);
	}

	@Test
	void getWhenFailurePolicyFailsLeavesNobodyWaiting() {
		TestCache undecided = new TestCache(TestCache.FRESHNESS, (key, value) -> value.length(), new Undecided());
		Trouble trouble = new Trouble();
		assertThat(failureOf(undecided.fail("a", trouble)).failure()).isSameAs(trouble);
		assertThat(undecided.get("a")).isNotDone();
		assertThat(undecided.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenFailureIsAnAnswerTellsEveryoneWhoWaitsEvenIfSomethingIsStored() {
		this.cache.store("a", "one");
		this.cache.advance(STALE);
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		NotFound notFound = new NotFound();
		this.cache.origin.call("a").fails(notFound);
		assertThat(failureOf(leader).failure()).isSameAs(notFound);
		assertThat(failureOf(follower).failure()).isSameAs(notFound);
		assertThat(failureOf(leader).attempted()).isTrue();
		assertThat(failureOf(leader).retryAfter()).isZero();
	}

	@Test
	void getWhenFailureIsAnAnswerLeavesNothingStored() {
		this.cache.store("a", "one");
		this.cache.advance(STALE);
		this.cache.notFound("a");
		assertThat(this.cache.fail("a", new Trouble())).isCompletedExceptionally();
	}

	@Test
	void getWhenBackgroundFailureIsAnAnswerLeavesNothingStored() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(11));
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.REFRESHING);
		this.cache.background.run();
		this.cache.origin.call("a").fails(new NotFound());
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenFailureIsAnAnswerDoesNotLeaveTheOriginAlone() {
		this.cache.notFound("a");
		assertThat(this.cache.backOff("a")).isZero();
		assertThat(this.cache.get("a")).isNotDone();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenFailureIsAnAnswerEndsABackOff() {
		this.cache.trouble("a1");
		this.cache.advance(SECOND);
		this.cache.notFound("a1");
		assertThat(this.cache.get("a2")).isNotDone();
		assertThat(this.cache.get("a3")).isNotDone();
		this.cache.origin.call("a2").fails(new Trouble());
		assertThat(this.cache.backOff("a1")).isEqualTo(SECOND);
	}

	private void advance(Duration duration) {
		this.cache.advance(duration);
		this.cache.background.run();
	}

	/**
	 * No flight and no permit is left behind.
	 */
	private void assertTakesOffAgain() {
		this.cache.advance(SECOND);
		int calls = this.cache.origin.calls();
		assertThat(this.cache.store("a", "recovered").outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(this.cache.origin.calls()).isEqualTo(calls + 1);
	}

	private static final class Undecided implements FailurePolicy<String> {

		@Override
		public boolean isAnswer(Throwable failure) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public boolean displaces(Throwable answer) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public List<Object> subjects(String key) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public Object subject(String key, Throwable failure) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public Duration retryAfter(Throwable failure) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public boolean isCommon(Throwable failure) {
			throw new IllegalStateException("no idea");
		}

		@Override
		public Throwable leftAlone(Duration left) {
			throw new IllegalStateException("no idea");
		}

	}

}
