package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
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
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.LocalStore;

/**
 * The store alone: what it takes to find an entry, and to put one in place of another,
 * with few entries and with many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(2)
public class StoreBenchmark {

	private static final int WEIGHT = 2048;

	@Param({ "1", "100", "100000" })
	private int entries;

	private String[] keys = {};

	private Cached<byte[]> entry = new Cached<>(new byte[0], Instant.EPOCH, Duration.ZERO);

	private LocalStore<String, byte[]> store = store();

	@Setup
	public void fill() {
		this.entry = new Cached<>(new byte[1153], Instant.now(), Duration.ofDays(1));
		this.store = store();
		this.keys = new String[this.entries];
		for (int i = 0; i < this.entries; i++) {
			this.keys[i] = "customer-" + i;
			this.store.put(this.keys[i], this.entry);
		}
	}

	@Benchmark
	public Object get() {
		return this.store.get(key());
	}

	@Benchmark
	public Object miss() {
		return this.store.get("nobody");
	}

	@Benchmark
	public boolean put() {
		return this.store.put(key(), this.entry);
	}

	private String key() {
		return this.keys[ThreadLocalRandom.current().nextInt(this.entries)];
	}

	private static LocalStore<String, byte[]> store() {
		return new LocalStore<>(1L << 30, (key, value) -> WEIGHT, Duration.ofDays(1), Ticker.systemTicker());
	}

}
