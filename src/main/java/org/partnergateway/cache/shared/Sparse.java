package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a task once a minute at most, and drops the others, so that events that other
 * systems cause cannot fill the log. Safe for use by any thread.
 */
final class Sparse {

	private static final long PAUSE = Duration.ofMinutes(1).toMillis();

	private final InstantSource clock;

	private final AtomicLong last;

	Sparse(InstantSource clock) {
		this.clock = clock;
		this.last = new AtomicLong(clock.millis() - PAUSE);
	}

	void run(Runnable task) {
		long now = this.clock.millis();
		long before = this.last.get();
		// The absolute value, so that a clock that was set back does not suppress tasks.
		if (Math.abs(now - before) >= PAUSE && this.last.compareAndSet(before, now)) {
			task.run();
		}
	}

}
