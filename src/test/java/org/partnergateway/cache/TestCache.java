package org.partnergateway.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToIntBiFunction;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.failure.BackOffPolicy;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.flight.CacheSettings;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.shared.SharedStore;
import org.partnergateway.cache.store.FreshnessPolicy;

/**
 * A cache whose values are fresh for 10 seconds, refreshing for 20 more, and stale until
 * they are 100 seconds old. Back-off is from 1 second to 5 minutes, a load may take 25
 * seconds. Failures concern what {@link TestOrigin.Failures} says; a value weighs its
 * length, of which there is room for 100.
 */
public final class TestCache {

	static final FreshnessPolicy FRESHNESS = new FreshnessPolicy(Duration.ofSeconds(10), Duration.ofSeconds(20),
			Duration.ofSeconds(100));

	public static final Duration LOAD_TIMEOUT = Duration.ofSeconds(25);

	final TestTime time;

	public final TestOrigin origin = new TestOrigin();

	public final TestBackground background = new TestBackground();

	public final ReadThroughCache<String, String> cache;

	private final @Nullable SharedStore<String, String> shared;

	private Duration answerTimeToLive = Duration.ZERO;

	private Runnable meanwhile = () -> {
	};

	// Without chance, a back-off takes as long as it may.
	private double random = 1;

	public TestCache() {
		this(FRESHNESS);
	}

	/**
	 * One of several replicas.
	 */
	public TestCache(TestTime time, SharedStore<String, String> shared) {
		this.time = time;
		this.shared = shared;
		this.cache = create(FRESHNESS, (key, value) -> value.length(), new TestOrigin.Failures(),
				time.clock(this.background));
	}

	public TestCache(Duration answerTimeToLive) {
		this.time = new TestTime();
		this.shared = null;
		this.answerTimeToLive = answerTimeToLive;
		this.cache = create(FRESHNESS, (key, value) -> value.length(), new TestOrigin.Failures(),
				this.time.clock(this.background));
	}

	public TestCache(FreshnessPolicy freshness) {
		this(freshness, (key, value) -> value.length(), new TestOrigin.Failures());
	}

	public TestCache(FreshnessPolicy freshness, ToIntBiFunction<String, String> weigher,
			FailurePolicy<String> failures) {
		this.time = new TestTime();
		this.shared = null;
		this.cache = create(freshness, weigher, failures, this.time.clock(this.background));
	}

	public TestCache(Executor background) {
		this.time = new TestTime();
		this.shared = null;
		this.cache = create(FRESHNESS, (key, value) -> value.length(), new TestOrigin.Failures(),
				this.time.clock(background));
	}

	private ReadThroughCache<String, String> create(FreshnessPolicy freshness, ToIntBiFunction<String, String> weigher,
			FailurePolicy<String> failures, CacheClock clock) {
		BackOffPolicy backOff = new BackOffPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1),
				() -> this.random);
		CacheSettings settings = new CacheSettings(freshness, backOff, LOAD_TIMEOUT, this.answerTimeToLive, 100);
		return new ReadThroughCache<>(settings, weigher, failures, hooked(clock), this.shared);
	}

	private CacheClock hooked(CacheClock clock) {
		return new CacheClock(() -> {
			Runnable once = this.meanwhile;
			this.meanwhile = () -> {
			};
			once.run();
			return clock.now().instant();
		}, clock.ticker(), clock.scheduler(), clock.background());
	}

	/**
	 * Does something once, after the next caller has found what is stored, when it asks
	 * how old that is, and before it looks for a flight to join.
	 */
	void meanwhile(Runnable meanwhile) {
		this.meanwhile = meanwhile;
	}

	void random(double random) {
		this.random = random;
	}

	public CompletableFuture<Found<String>> get(String key) {
		return this.cache.get(key, this.origin.load(key), this.origin.refresh(key));
	}

	public CompletableFuture<Duration> refresh(String key) {
		return this.cache.refresh(key, this.origin.refresh(key));
	}

	public Duration backOff(String key) {
		return this.cache.backOff(key);
	}

	void advance(Duration duration) {
		this.time.advance(duration);
	}

	/**
	 * Loads a value.
	 */
	public Found<String> store(String key, String value) {
		CompletableFuture<Found<String>> found = get(key);
		this.origin.call(key).returns(value);
		return found.resultNow();
	}

	/**
	 * Lets a load fail for a key of which nothing fresh is stored.
	 */
	public CompletableFuture<Found<String>> fail(String key, Throwable failure) {
		CompletableFuture<Found<String>> found = get(key);
		this.origin.call(key).fails(failure);
		return found;
	}

	public Trouble trouble(String key) {
		Trouble trouble = new Trouble();
		var _ = fail(key, trouble);
		return trouble;
	}

	NotFound notFound(String key) {
		NotFound notFound = new NotFound();
		var _ = fail(key, notFound);
		return notFound;
	}

	public static LoadFailedException failureOf(CompletableFuture<?> future) {
		return (LoadFailedException) future.exceptionNow();
	}

}
