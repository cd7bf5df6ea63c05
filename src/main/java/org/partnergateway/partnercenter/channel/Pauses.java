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
 * The pause that Partner Center has asked for with a 429, of this gateway or of another
 * replica of it. When its time has passed it is not over yet: one call finds out whether
 * Partner Center takes calls again. Safe for use by any thread.
 */
public final class Pauses {

	private static final Logger logger = LoggerFactory.getLogger(Pauses.class);

	// Where Partner Center does not say.
	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

	private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();

	private final InstantSource clock;

	public Pauses(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * How long nothing is sent.
	 * @return the time left; zero if calls may be sent
	 */
	public Duration left() {
		Pause now = this.pause.get();
		Duration left = (now != null) ? left(now) : Duration.ZERO;
		return left.isPositive() ? left : Duration.ZERO;
	}

	/**
	 * Takes over a pause that Partner Center has told to another replica of the gateway.
	 * Listeners are not told.
	 * @param left how much longer nothing is to be sent
	 */
	public void take(Duration left) {
		if (left.isPositive()) {
			begin(new Pause(this.clock.instant().plus(left), true));
		}
	}

	/**
	 * Tells of each pause as soon as Partner Center has told it.
	 * @param listener what to do with its length, without blocking
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
				// The reply goes on its way all the same.
				logger.error("Not everybody was told of a pause that Partner Center asks for", ex);
			}
		}
	}

	private void begin(Pause next) {
		this.pause.accumulateAndGet(next,
				(before, after) -> (before != null && before.end().isAfter(after.end())) ? before : after);
	}

	/**
	 * The pause that a call has to heed, its time passed or not.
	 */
	@Nullable Pause current() {
		return this.pause.get();
	}

	Duration left(Pause pause) {
		return Duration.between(this.clock.instant(), pause.end());
	}

	/**
	 * Ends a pause, unless another has begun.
	 */
	void end(Pause pause) {
		this.pause.compareAndSet(pause, null);
	}

	/**
	 * A pause.
	 *
	 * @param end when its time has passed
	 * @param told whether Partner Center said so
	 * @param probe the end of the call that finds out whether it is over, or {@code null}
	 * while there is none
	 */
	record Pause(Instant end, boolean told, AtomicReference<Sinks.@Nullable Empty<Void>> probe) {

		Pause(Instant end, boolean told) {
			this(end, told, new AtomicReference<>());
		}

	}

}
