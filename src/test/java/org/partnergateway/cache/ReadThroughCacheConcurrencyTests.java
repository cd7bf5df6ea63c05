package org.partnergateway.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Tests for {@link ReadThroughCache} with many callers.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ReadThroughCacheConcurrencyTests {

	private static final int CALLERS = 64;

	private static final int RACERS = 4;

	private static final int ROUNDS = 1000;

	@AutoClose
	private final ExecutorService threads = Executors.newCachedThreadPool();

	// Starts what the racing callers load, and finishes it while they arrive.
	@AutoClose
	private final ExecutorService landing = Executors.newSingleThreadExecutor();

	private final TestCache cache = new TestCache();

	private final AtomicInteger loads = new AtomicInteger();

	@Test
	void getWhenManyAskAtOnceLoadsOnce() throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(CALLERS);
		List<Future<Found<String>>> callers = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			callers.add(this.threads.submit(() -> {
				start.await();
				CompletableFuture<Found<String>> found = this.cache.get("a");
				asked.countDown();
				return found.get();
			}));
		}
		start.countDown();
		asked.await();
		assertThat(this.cache.origin.calls()).isOne();
		this.cache.origin.call("a").returns("one");
		assertThat(outcomes(callers)).isEqualTo(Map.of(Outcome.FETCHED, 1L, Outcome.COLLAPSED, (long) CALLERS - 1));
		assertThat(this.cache.origin.calls()).isOne();
	}

	@Test
	void getWhenLeaderHangsUpServesTheOthers() {
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		leader.cancel(true);
		assertThat(this.cache.origin.call("a").result()).isNotDone();
		assertThat(follower).isNotDone();
		this.cache.origin.call("a").returns("one");
		assertThat(follower.resultNow().outcome()).isEqualTo(Outcome.COLLAPSED);
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenEveryoneHangsUpStoresTheValue() {
		this.cache.get("a").cancel(true);
		this.cache.refresh("a").cancel(true);
		this.cache.origin.call("a").returns("one");
		assertThat(this.cache.get("a").resultNow().outcome()).isEqualTo(Outcome.FRESH);
	}

	@Test
	void getWhenCallersWaitWithSomethingStoredReplacesItForEach() {
		this.cache.store("a", "one");
		this.cache.advance(Duration.ofSeconds(31));
		CompletableFuture<Found<String>> leader = this.cache.get("a");
		CompletableFuture<Found<String>> follower = this.cache.get("a");
		this.cache.origin.call("a").returns("two");
		assertThat(leader.resultNow().outcome()).isEqualTo(Outcome.FETCHED);
		assertThat(leader.resultNow().replaced()).isTrue();
		assertThat(follower.resultNow().outcome()).isEqualTo(Outcome.COLLAPSED);
		assertThat(follower.resultNow().replaced()).isTrue();
	}

	@Test
	void getWhenAFlightLandsBeforeBoardingAnswersWhatItStored() {
		this.cache.store("a", "past use");
		this.cache.advance(Duration.ofSeconds(101));
		this.cache.meanwhile(() -> this.cache.store("a", "one"));
		Found<String> found = this.cache.get("a").resultNow();
		assertThat(found.cached().value()).isEqualTo("one");
		assertThat(found.outcome()).isEqualTo(Outcome.FRESH);
		assertThat(found.replaced()).isFalse();
		assertThat(found.stored()).isTrue();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
		this.cache.advance(Duration.ofSeconds(31));
		assertThat(this.cache.get("a")).isNotDone();
	}

	@Test
	void getWhenAFlightCrashesBeforeBoardingIsRefused() {
		this.cache.store("a", "past use");
		this.cache.advance(Duration.ofSeconds(101));
		this.cache.meanwhile(() -> this.cache.trouble("a"));
		assertThat(failureOf(this.cache.get("a")).attempted()).isFalse();
		assertThat(this.cache.origin.calls()).isEqualTo(2);
	}

	@Test
	void getWhenOneLandsWhileOthersArriveLoadsOncePerGeneration() throws Exception {
		for (int round = 1; round <= ROUNDS; round++) {
			List<CompletableFuture<Found<String>>> found = race(this::landingLoad);
			for (CompletableFuture<Found<String>> each : found) {
				assertThat(each.get(10, TimeUnit.SECONDS).cached().value()).isEqualTo("value " + round);
			}
			assertThat(this.loads).hasValue(round);
			this.cache.advance(Duration.ofSeconds(31));
		}
	}

	@Test
	void getWhenOneCrashesWhileOthersArriveLoadsOncePerBackOff() throws Exception {
		for (int round = 1; round <= ROUNDS; round++) {
			List<CompletableFuture<Found<String>>> found = race(this::crashingLoad);
			for (CompletableFuture<Found<String>> each : found) {
				assertThat(each).failsWithin(Duration.ofSeconds(10));
				assertThat(failureOf(each).failure()).isInstanceOf(Trouble.class);
			}
			assertThat(this.loads).hasValue(round);
			this.cache.advance(this.cache.backOff("a"));
		}
	}

	@Test
	void getWhenManyKeysShareAFailingSubjectProbesOnce() throws Exception {
		this.cache.trouble("a");
		for (int round = 1; round <= ROUNDS; round++) {
			this.cache.advance(this.cache.backOff("a"));
			int calls = this.cache.origin.calls();
			race((caller) -> this.cache.get("a" + caller));
			assertThat(this.cache.origin.calls()).isEqualTo(calls + 1);
			this.cache.origin.all().getLast().fails(new Trouble());
		}
	}

	@Test
	void getWhenManyFindItPastTimeToLiveRefreshesOnce() throws Exception {
		TestCache refreshing = new TestCache(this.threads);
		refreshing.store("a", "value 0");
		Load<String> load = (probe) -> CompletableFuture
			.completedFuture(new Loaded<>("value " + this.loads.incrementAndGet(), true, TestOrigin.UNLIMITED));
		for (int round = 1; round <= ROUNDS; round++) {
			refreshing.advance(Duration.ofSeconds(11));
			race((caller) -> refreshing.cache.get("a", load, load));
			while (refreshing.cache.get("a", load, load).resultNow().outcome() != Outcome.FRESH) {
				Thread.onSpinWait();
			}
			assertThat(this.loads).hasValue(round);
		}
	}

	private CompletableFuture<Found<String>> landingLoad(int caller) {
		Load<String> load = (probe) -> CompletableFuture.supplyAsync(
				() -> new Loaded<>("value " + this.loads.incrementAndGet(), true, TestOrigin.UNLIMITED), this.landing);
		return this.cache.cache.get("a", load, load);
	}

	private CompletableFuture<Found<String>> crashingLoad(int caller) {
		Load<String> load = (probe) -> CompletableFuture.supplyAsync(() -> {
			this.loads.incrementAndGet();
			throw new Trouble();
		}, this.landing);
		return this.cache.cache.get("a", load, load);
	}

	/**
	 * Lets some callers go at the same time.
	 */
	private List<CompletableFuture<Found<String>>> race(Function<Integer, CompletableFuture<Found<String>>> call)
			throws Exception {
		CyclicBarrier start = new CyclicBarrier(RACERS);
		List<Callable<CompletableFuture<Found<String>>>> racers = new ArrayList<>();
		IntStream.range(0, RACERS).forEach((caller) -> racers.add(() -> {
			start.await();
			return call.apply(caller);
		}));
		List<CompletableFuture<Found<String>>> found = new ArrayList<>();
		for (Future<CompletableFuture<Found<String>>> racer : this.threads.invokeAll(racers)) {
			found.add(racer.get());
		}
		return found;
	}

	private static Map<Outcome, Long> outcomes(List<Future<Found<String>>> callers) throws Exception {
		List<Outcome> outcomes = new ArrayList<>();
		for (Future<Found<String>> caller : callers) {
			outcomes.add(caller.get(10, TimeUnit.SECONDS).outcome());
		}
		return outcomes.stream().collect(Collectors.groupingBy((outcome) -> outcome, Collectors.counting()));
	}

}
