package org.partnergateway.harness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.token.TokenClock;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The time of the store and of the tokens, which stands still until a test moves it.
 */
public final class MovableClock implements InstantSource, Ticker {

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

	public void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	/**
	 * Tells this time; its timers take real time.
	 */
	private record MovableScheduler(MovableClock clock, Scheduler timers) implements Scheduler {

		@Override
		public long now(TimeUnit unit) {
			return unit.convert(Duration.between(Instant.EPOCH, this.clock.instant()));
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.timers.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.timers.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return this.timers.createWorker();
		}

	}

	/**
	 * Gives it to the gateway.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Wiring {

		@Bean
		public MovableClock movableClock() {
			return new MovableClock();
		}

		@Bean
		public TokenClock tokenClock(MovableClock clock) {
			return new TokenClock(new MovableScheduler(clock, Schedulers.parallel()));
		}

		@Bean
		public CacheClock cacheClock(MovableClock clock) {
			return new CacheClock(clock, clock, com.github.benmanes.caffeine.cache.Scheduler.systemScheduler(),
					ForkJoinPool.commonPool());
		}

	}

}
