package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import org.partnergateway.cache.load.CacheClock;

/**
 * Time that stands still until a test moves it; what is scheduled runs on the way.
 */
public final class TestTime implements InstantSource, Ticker, Scheduler {

	// Like System.nanoTime() it may overflow, and in most tests it does.
	private long ticks = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

	private Instant now = Instant.parse("2026-11-01T12:00:00Z");

	private final List<Alarm> alarms = new ArrayList<>();

	public CacheClock clock(Executor background) {
		return new CacheClock(this, this, this, background);
	}

	public void advance(Duration duration) {
		long end = read() + duration.toNanos();
		Optional<Alarm> next = next(end);
		while (next.isPresent()) {
			moveTo(next.get().due);
			next.get().ring();
			next = next(end);
		}
		moveTo(end);
	}

	/**
	 * Sets the time of day back; no less time has elapsed.
	 */
	public synchronized void setBack(Duration duration) {
		this.now = this.now.minus(duration);
	}

	public synchronized int alarms() {
		return (int) this.alarms.stream().filter((alarm) -> !alarm.isDone()).count();
	}

	@Override
	public synchronized Instant instant() {
		return this.now;
	}

	@Override
	public synchronized long read() {
		return this.ticks;
	}

	@Override
	public synchronized Future<?> schedule(Executor executor, Runnable command, long delay, TimeUnit unit) {
		Alarm alarm = new Alarm(this.ticks + unit.toNanos(delay), executor, command);
		this.alarms.removeIf(Alarm::isDone);
		this.alarms.add(alarm);
		return alarm;
	}

	private synchronized Optional<Alarm> next(long end) {
		return this.alarms.stream()
			.filter((alarm) -> !alarm.isDone() && alarm.due - end <= 0)
			.min(Comparator.comparingLong((alarm) -> alarm.due - end));
	}

	private synchronized void moveTo(long end) {
		this.now = this.now.plusNanos(end - this.ticks);
		this.ticks = end;
	}

	private static final class Alarm extends CompletableFuture<Void> {

		private final long due;

		private final Executor executor;

		private final Runnable command;

		private Alarm(long due, Executor executor, Runnable command) {
			this.due = due;
			this.executor = executor;
			this.command = command;
		}

		private void ring() {
			complete(null);
			this.executor.execute(this.command);
		}

	}

}
