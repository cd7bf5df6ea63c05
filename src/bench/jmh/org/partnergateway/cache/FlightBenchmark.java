package org.partnergateway.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.partnergateway.cache.failure.BackOffPolicy;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.flight.CacheSettings;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.store.FreshnessPolicy;

/**
 * The whole way to a value: stored, loaded at once, and loaded while others wait for the
 * same flight.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FlightBenchmark {

	private static final byte[] VALUE = new byte[1153];

	private static final String STORED = "stored";

	private static final Load<byte[]> NONE = (probe) -> {
		throw new IllegalStateException("what is stored is not loaded");
	};

	private static final Load<byte[]> AT_ONCE = (probe) -> CompletableFuture
		.completedFuture(new Loaded<>(VALUE, false, Duration.ofDays(1)));

	private ReadThroughCache<String, byte[]> cache = cache();

	@Setup
	public void fill() {
		this.cache = cache();
		this.cache
			.get(STORED, (probe) -> CompletableFuture.completedFuture(new Loaded<>(VALUE, true, Duration.ofDays(1))),
					NONE)
			.join();
	}

	/**
	 * A hit, by two threads at a time.
	 */
	@Benchmark
	@Threads(2)
	public Object hit() {
		return this.cache.get(STORED, NONE, NONE).join();
	}

	/**
	 * A flight that lands before it is waited for, and whose value is not stored.
	 */
	@Benchmark
	public Object land() {
		return this.cache.get("landed", AT_ONCE, AT_ONCE).join();
	}

	/**
	 * A flight that some wait for when it lands.
	 */
	@Benchmark
	public Object collapse(Crowd crowd) {
		CompletableFuture<Loaded<byte[]>> origin = new CompletableFuture<>();
		CompletableFuture<Found<byte[]>> last = this.cache.get("collapsed", (probe) -> origin, NONE);
		for (int i = 1; i < crowd.waiting; i++) {
			last = this.cache.get("collapsed", NONE, NONE);
		}
		origin.complete(new Loaded<>(VALUE, false, Duration.ofDays(1)));
		return last.join();
	}

	private static ReadThroughCache<String, byte[]> cache() {
		CacheSettings settings = new CacheSettings(
				new FreshnessPolicy(Duration.ofDays(1), Duration.ZERO, Duration.ZERO),
				new BackOffPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1), () -> 1),
				Duration.ofSeconds(30), Duration.ofMinutes(1), 64L << 20);
		return new ReadThroughCache<>(settings, (key, value) -> 2048, new NoFailures(),
				CacheClock.system(Runnable::run), null);
	}

	/**
	 * Those who wait.
	 */
	@State(Scope.Benchmark)
	public static class Crowd {

		@Param({ "1", "10", "1000" })
		private int waiting;

	}

	private static final class NoFailures implements FailurePolicy<String> {

		@Override
		public boolean isAnswer(Throwable failure) {
			return false;
		}

		@Override
		public boolean displaces(Throwable answer) {
			return false;
		}

		@Override
		public List<Object> subjects(String key) {
			return List.of(key);
		}

		@Override
		public Object subject(String key, Throwable failure) {
			return key;
		}

		@Override
		public Duration retryAfter(Throwable failure) {
			return null;
		}

		@Override
		public boolean isCommon(Throwable failure) {
			return false;
		}

		@Override
		public Throwable leftAlone(Duration left) {
			return new IllegalStateException("left alone");
		}

	}

}
