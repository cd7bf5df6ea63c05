package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does something once a minute at most, however often it is told to: what somebody else
 * can cause must not fill the log. Safe for use by any thread.
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
		// A clock that was set back is no reason for silence.
		if (Math.abs(now - before) >= PAUSE && this.last.compareAndSet(before, now)) {
			task.run();
		}
	}

}
