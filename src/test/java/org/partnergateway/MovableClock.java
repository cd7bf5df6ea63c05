package org.partnergateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import org.partnergateway.cache.CacheClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The store's time, which stands still until a test moves it.
 */
final class MovableClock implements InstantSource, Ticker {

	private static final Instant START = Instant.parse("2026-11-21T08:49:37Z");

	private final AtomicLong nanos = new AtomicLong();

	@Override
	public Instant instant() {
		return START.plusNanos(this.nanos.get());
	}

	@Override
	public long read() {
		return this.nanos.get();
	}

	void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	/**
	 * Gives it to the gateway.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Wiring {

		@Bean
		MovableClock movableClock() {
			return new MovableClock();
		}

		@Bean
		CacheClock cacheClock(MovableClock clock) {
			return new CacheClock(clock, clock, Scheduler.systemScheduler(), ForkJoinPool.commonPool());
		}

	}

}
