package org.partnergateway.harness;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;

/**
 * The front door's time, which stands still until a test moves it.
 */
public final class ManualTime implements TimeMeter {

	private final AtomicLong nanos = new AtomicLong(-Duration.ofDays(1).toNanos());

	@Override
	public long currentTimeNanos() {
		return this.nanos.get();
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

	public void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
