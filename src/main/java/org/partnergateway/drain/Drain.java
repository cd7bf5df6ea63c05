package org.partnergateway.drain;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Delays the web server's shutdown until callers have gone elsewhere. It is in the
 * highest phase, so that it stops before the web server. Safe for use by any thread.
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
	 * @param quiet how long no request must come until the drain ends
	 * @param longest the longest time that a drain takes
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
	 * Whether the gateway is draining. Stays true to the end.
	 * @return whether answers have to close their connections
	 */
	public boolean isUnderway() {
		return this.underway;
	}

	/**
	 * Notes a request. Only needed while the drain is under way.
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
	 * Drains, and returns when callers have gone. An interrupt ends the wait.
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
	 * Returns {@code false}: the web server goes on while a context is paused.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	private long left(long began) {
		// Read before the clock: a request in between must not seem to lie in the future.
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
