package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * Keeps the pause that Partner Center asks for with a 429, to this replica or to another
 * one. When its time has passed, one call probes whether Partner Center takes calls
 * again; only then the pause is over. Safe for use by any thread.
 */
public final class Pauses {

	private static final Logger logger = LoggerFactory.getLogger(Pauses.class);

	// If a 429 has no Retry-After.
	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

	private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();

	private final InstantSource clock;

	public Pauses(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * How much longer nothing is sent.
	 * @return the time left; zero if calls may be sent
	 */
	public Duration left() {
		Pause now = this.pause.get();
		Duration left = (now != null) ? left(now) : Duration.ZERO;
		return left.isPositive() ? left : Duration.ZERO;
	}

	/**
	 * Takes over a pause of another replica. Listeners are not called.
	 * @param left how much longer nothing may be sent
	 */
	public void take(Duration left) {
		if (left.isPositive()) {
			begin(new Pause(this.clock.instant().plus(left), true));
		}
	}

	/**
	 * Adds a listener, which is called for each 429 that this replica gets.
	 * @param listener takes the length of the pause; must not block
	 */
	public void onPause(Consumer<Duration> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Notes a 429.
	 * @param asked its {@code Retry-After}, or {@code null} if it had none
	 */
	void throttled(@Nullable Duration asked) {
		Duration length = (asked != null) ? asked : SHORTEST;
		begin(new Pause(this.clock.instant().plus(length), asked != null));
		for (Consumer<Duration> listener : this.listeners) {
			try {
				listener.accept(length);
			}
			catch (RuntimeException | Error ex) {
				// The reply must be passed on nevertheless.
				logger.error("Not everybody was told of a pause that Partner Center asks for", ex);
			}
		}
	}

	private void begin(Pause next) {
		this.pause.accumulateAndGet(next,
				(before, after) -> (before != null && before.end().isAfter(after.end())) ? before : after);
	}

	/**
	 * The pause that is not over, even if its time has passed.
	 */
	@Nullable Pause current() {
		return this.pause.get();
	}

	Duration left(Pause pause) {
		return Duration.between(this.clock.instant(), pause.end());
	}

	/**
	 * Ends a pause, unless another one has begun.
	 */
	void end(Pause pause) {
		this.pause.compareAndSet(pause, null);
	}

	/**
	 * A pause.
	 *
	 * @param end when its time has passed
	 * @param told whether Partner Center gave its length
	 * @param probe completes when the call ends that probes; holds {@code null} while
	 * there is none
	 */
	record Pause(Instant end, boolean told, AtomicReference<Sinks.@Nullable Empty<Void>> probe) {

		Pause(Instant end, boolean told) {
			this(end, told, new AtomicReference<>());
		}

	}

}
