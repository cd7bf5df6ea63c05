package org.partnergateway.cache.shared;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the shared store. After a failure it is not used for a while, so that not
 * every caller waits for a slow store; then it is tried again.
 */
final class Outage {

	private static final Logger logger = LoggerFactory.getLogger(Outage.class);

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(15);

	private final Ticker ticker;

	// Zero while the store works.
	private volatile Duration pause = Duration.ZERO;

	private volatile long end;

	Outage(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Whether the store must not be used now.
	 */
	boolean isOn() {
		return !this.pause.isZero() && this.end - this.ticker.read() > 0;
	}

	/**
	 * Whether the store failed when it was last used.
	 */
	boolean isKnown() {
		return !this.pause.isZero();
	}

	/**
	 * Notes a failure. One that comes while the store is not used belongs to a call that
	 * began before, and changes nothing.
	 */
	synchronized void failed(Throwable failure) {
		if (isOn()) {
			return;
		}
		if (this.pause.isZero()) {
			logger.warn("The shared store does not answer, and is not used until it does: {}", failure.toString());
		}
		this.pause = Collections.max(List.of(SHORTEST, Collections.min(List.of(this.pause.multipliedBy(2), LONGEST))));
		this.end = this.ticker.read() + this.pause.toNanos();
	}

	void succeeded() {
		if (!this.pause.isZero()) {
			end();
		}
	}

	private synchronized void end() {
		if (!this.pause.isZero()) {
			this.pause = Duration.ZERO;
			logger.info("The shared store answers again");
		}
	}

}
