package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Who is being left alone, and until when. A subject that is not failing has no entry, so
 * that the ordinary case costs one look-up. Safe for use by any thread.
 *
 * @param <S> what is left alone
 */
final class BackOffs<S> {

	// Bounds memory against an origin that fails for very many subjects at once.
	private static final long MOST_SUBJECTS = 10_000;

	// How long a subject's failures are remembered after it may be tried again.
	private static final Duration MEMORY = Duration.ofMinutes(10);

	private final ConcurrentMap<S, Failing> failing;

	private final BackOffPolicy policy;

	private final InstantSource clock;

	BackOffs(BackOffPolicy policy, InstantSource clock, Ticker ticker) {
		this.policy = policy;
		this.clock = clock;
		this.failing = Caffeine.newBuilder()
			.maximumSize(MOST_SUBJECTS)
			.ticker(ticker)
			.expireAfter(Expiry.<S, Failing>writing((subject, failing) -> failing.delay().plus(MEMORY)))
			.executor(Runnable::run)
			.<S, Failing>build()
			.asMap();
	}

	/**
	 * Whether the last attempt failed and none has succeeded since.
	 */
	boolean isFailing(S subject) {
		return this.failing.containsKey(subject);
	}

	/**
	 * Asks to make an attempt. While a subject is failing, one attempt at a time is
	 * granted, and that only after its delay.
	 * @return {@code null} if the attempt is granted, in which case {@link #succeeded} or
	 * {@link #failed} must follow; otherwise why not
	 */
	@Nullable Refusal tryAttempt(S subject) {
		AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
		this.failing.computeIfPresent(subject, (key, state) -> {
			Duration left = Duration.between(this.clock.instant(), state.nextAttempt());
			if (left.isPositive()) {
				refusal.set(new Refusal(left, state.cause()));
				return state;
			}
			if (state.probing()) {
				refusal.set(new Refusal(this.policy.shortest(), state.cause()));
				return state;
			}
			return state.probed();
		});
		return refusal.get();
	}

	void succeeded(S subject) {
		this.failing.remove(subject);
	}

	/**
	 * Notes a failed attempt.
	 * @return how long the subject is left alone
	 */
	Duration failed(S subject, Throwable cause, @Nullable Duration asked) {
		Failing now = this.failing.compute(subject, (key, before) -> {
			int failures = (before != null) ? before.failures() + 1 : 1;
			Duration delay = this.policy.delay(failures, asked);
			return new Failing(failures, delay, this.clock.instant().plus(delay), cause, false);
		});
		return now.delay();
	}

	/**
	 * How long the subject is still left alone.
	 * @return the time left; zero if it is not, or may be probed
	 */
	Duration left(S subject) {
		Failing state = this.failing.get(subject);
		if (state == null) {
			return Duration.ZERO;
		}
		Duration left = Duration.between(this.clock.instant(), state.nextAttempt());
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Why an attempt is not granted.
	 *
	 * @param retryAfter when to ask again
	 * @param cause the failure that led to this
	 */
	record Refusal(Duration retryAfter, Throwable cause) {
	}

	private record Failing(int failures, Duration delay, Instant nextAttempt, Throwable cause, boolean probing) {

		Failing probed() {
			return new Failing(this.failures, this.delay, this.nextAttempt, this.cause, true);
		}

	}

}
