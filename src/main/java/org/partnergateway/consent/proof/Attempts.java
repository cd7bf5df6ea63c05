package org.partnergateway.consent.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The attempts that could not be proved, since something failed that may pass. Their
 * tokens are in memory, for ten minutes at most. Safe for use by any thread.
 */
public final class Attempts {

	public static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final int MOST = 20;

	private final Map<String, Attempt> kept = new LinkedHashMap<>();

	private final Scheduler timers;

	private final boolean repeatable;

	/**
	 * Creates an instance that has no attempts.
	 * @param timers the time of day, and timers
	 * @param repeatable whether the process lives on, so that an attempt can be proved
	 * again
	 */
	public Attempts(Scheduler timers, boolean repeatable) {
		this.timers = timers;
		this.repeatable = repeatable;
	}

	/**
	 * The time of day.
	 */
	public InstantSource clock() {
		return () -> Instant.ofEpochMilli(this.timers.now(TimeUnit.MILLISECONDS));
	}

	/**
	 * Keeps an attempt.
	 * @return whether it can be proved again
	 */
	public synchronized boolean keep(Attempt attempt) {
		Duration left = Duration.between(clock().instant(), attempt.forgottenAt());
		boolean again = this.repeatable && left.isPositive();
		if (again) {
			if (this.kept.size() >= MOST) {
				this.kept.remove(this.kept.keySet().iterator().next());
			}
			this.kept.put(attempt.id(), attempt);
			Disposable _ = this.timers.schedule(() -> take(attempt.id()), left.toMillis(), TimeUnit.MILLISECONDS);
		}
		return again;
	}

	/**
	 * Takes an attempt out.
	 * @return the attempt; {@code null} if there is none with that id, or it has been
	 * forgotten
	 */
	public synchronized @Nullable Attempt take(@Nullable String id) {
		return (id != null) ? this.kept.remove(id) : null;
	}

}
