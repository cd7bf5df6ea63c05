package org.partnergateway.drain;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Holds the web server's shutdown back until callers have gone elsewhere. Is in the
 * highest phase, and so stops before the web server does. Safe for use by any thread.
 */
public final class Drain implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Drain.class);

	private final Duration quiet;

	private final Duration longest;

	private final LongSupplier ticker;

	private final Pause pause;

	private volatile boolean running;

	private volatile boolean underway;

	private volatile long lastRequest;

	/**
	 * Creates a drain that is not under way.
	 * @param quiet how long no request must have come for callers to have gone
	 * @param longest the longest that is waited for that
	 * @param ticker elapsed time in nanoseconds
	 * @param pause how to wait
	 */
	Drain(Duration quiet, Duration longest, LongSupplier ticker, Pause pause) {
		this.quiet = quiet;
		this.longest = longest;
		this.ticker = ticker;
		this.pause = pause;
	}

	/**
	 * Whether callers are being sent away. Stays so to the end.
	 * @return whether answers have to close their connections
	 */
	public boolean isUnderway() {
		return this.underway;
	}

	/**
	 * Takes note of a request. Only needed while the drain is under way.
	 */
	void requestCame() {
		this.lastRequest = this.ticker.getAsLong();
	}

	@Override
	public void start() {
		this.underway = false;
		this.running = true;
	}

	/**
	 * Sends callers away and returns when they have gone. An interrupt ends the wait.
	 */
	@Override
	public void stop() {
		logger.info("Draining: every answer closes its connection, until no request has come for {} s", //
				this.quiet.toSeconds());
		long began = this.ticker.getAsLong();
		this.lastRequest = began;
		this.underway = true;
		try {
			for (long left = left(began); left > 0; left = left(began)) {
				this.pause.last(Duration.ofNanos(left));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Not when a context is only paused, since the web server goes on then.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	private long left(long began) {
		// The request first: one that comes in between must not seem to be of the future.
		long request = this.lastRequest;
		long now = this.ticker.getAsLong();
		return Math.min(this.quiet.toNanos() - (now - request), this.longest.toNanos() - (now - began));
	}

	/**
	 * A way to wait.
	 */
	@FunctionalInterface
	interface Pause {

		void last(Duration time) throws InterruptedException;

	}

}
