package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the back-off of each subject that is failing. Other subjects have no entry, so
 * that the ordinary case costs one look-up. Safe for use by any thread.
 *
 * @param <S> the type of the subjects
 */
public final class BackOffs<S> {

	private static final Logger logger = LoggerFactory.getLogger(BackOffs.class);

	// Bounds memory if the origin fails for very many subjects at once. The subjects that
	// are looked up most often are evicted last.
	private static final long MOST_SUBJECTS = 10_000;

	// How long a subject's failures are remembered after its delay has passed.
	private static final Duration MEMORY = Duration.ofMinutes(10);

	private final ConcurrentMap<S, Failing> failing;

	private final BackOffPolicy policy;

	private final Ticker ticker;

	public BackOffs(BackOffPolicy policy, Ticker ticker) {
		this.policy = policy;
		this.ticker = ticker;
		this.failing = Caffeine.newBuilder()
			.maximumSize(MOST_SUBJECTS)
			.ticker(ticker)
			.expireAfter(Expiry.<S, Failing>writing((subject, failing) -> failing.delay().plus(MEMORY)))
			.executor(Runnable::run)
			.<S, Failing>build()
			.asMap();
	}

	/**
	 * Whether no subject is failing.
	 */
	boolean isEmpty() {
		return this.failing.isEmpty();
	}

	/**
	 * Whether the last attempt failed and none has succeeded since.
	 */
	boolean isFailing(S subject) {
		return this.failing.containsKey(subject);
	}

	/**
	 * Whether an attempt would be granted now.
	 */
	boolean allows(S subject) {
		Failing state = this.failing.get(subject);
		return state == null || refusal(state) == null;
	}

	/**
	 * Asks to make an attempt. While a subject is failing, one attempt at a time is
	 * granted, once the delay has passed.
	 * @return {@code null} if the attempt is granted, in which case {@link #succeeded} or
	 * {@link #failed} must follow; otherwise the reason
	 */
	@Nullable Refusal tryAttempt(S subject, Attempt attempt) {
		AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
		this.failing.computeIfPresent(subject, (key, state) -> {
			refusal.set(refusal(state));
			return (refusal.get() != null) ? state : state.grantedTo(attempt);
		});
		return refusal.get();
	}

	private @Nullable Refusal refusal(Failing state) {
		Duration left = left(state);
		if (left.isPositive()) {
			return new Refusal(left, state.cause());
		}
		return state.isProbed() ? new Refusal(this.policy.shortest(), state.cause()) : null;
	}

	/**
	 * Notes a successful attempt. It does not end a back-off that began after the attempt
	 * was granted.
	 */
	void succeeded(S subject, Attempt attempt) {
		this.failing.computeIfPresent(subject, (key, state) -> {
			if (!state.isProbedBy(attempt) || left(state).isPositive()) {
				return state;
			}
			logger.info("Well again after {} failures in a row: {}", state.failures(), subject);
			return null;
		});
	}

	/**
	 * Notes a failed attempt. One that was granted before the subject began to fail may
	 * lengthen the delay, but does not count as another failure in a row.
	 * @return how long the subject is left alone from now
	 */
	Duration failed(S subject, Attempt attempt, Throwable cause, @Nullable Duration asked) {
		Failing now = this.failing.compute(subject, (key, before) -> {
			if (before == null) {
				Failing first = failing(1, cause, asked);
				logger.warn("Left alone for {} ms at first: {}", first.delay().toMillis(), subject);
				return first;
			}
			boolean probed = before.isProbedBy(attempt);
			int failures = probed ? before.failures() + 1 : before.failures();
			Failing after = failing(failures, cause, asked);
			Failing longer = (left(before).compareTo(after.delay()) > 0) ? before : after;
			Attempt probe = probed ? null : before.probe();
			return new Failing(failures, longer.delay(), longer.nextAttempt(), longer.cause(), probe);
		});
		return left(now);
	}

	private Failing failing(int failures, Throwable cause, @Nullable Duration asked) {
		Duration delay = this.policy.delay(failures, asked);
		long nextAttempt = this.ticker.read() + TimeUnit.NANOSECONDS.convert(delay);
		return new Failing(failures, delay, nextAttempt, cause, null);
	}

	/**
	 * Ends the back-offs that such a failure led to, and forgets their earlier failures.
	 */
	void forgive(Predicate<Throwable> causes) {
		this.failing.values().removeIf((state) -> causes.test(state.cause()));
	}

	/**
	 * How long the subject is still left alone.
	 * @return the time left; zero if it is not left alone or may be probed
	 */
	Duration left(S subject) {
		Failing state = this.failing.get(subject);
		return (state != null) ? left(state) : Duration.ZERO;
	}

	/**
	 * The number of subjects that are being left alone.
	 */
	int count() {
		return (int) this.failing.values().stream().filter((state) -> left(state).isPositive()).count();
	}

	/**
	 * The time left of the longest of some back-offs.
	 * @param subjects selects the back-offs
	 * @return the time left; zero if none of them is left alone
	 */
	Duration longestLeft(Predicate<S> subjects) {
		Duration longest = Duration.ZERO;
		for (Map.Entry<S, Failing> entry : this.failing.entrySet()) {
			Duration left = left(entry.getValue());
			if (left.compareTo(longest) > 0 && subjects.test(entry.getKey())) {
				longest = left;
			}
		}
		return longest;
	}

	private Duration left(Failing state) {
		// The difference is right even if the sum has overflowed.
		return Duration.ofNanos(Math.max(0, state.nextAttempt() - this.ticker.read()));
	}

	/**
	 * Why an attempt is not granted.
	 *
	 * @param retryAfter the time after which to ask again
	 * @param cause the failure that led to this
	 */
	public record Refusal(Duration retryAfter, Throwable cause) {
	}

	/**
	 * The state of a subject that is left alone.
	 *
	 * @param failures how many attempts in a row have failed
	 * @param delay how long it is left alone
	 * @param nextAttempt when that ends, in nanoseconds of the ticker
	 * @param cause the failure that led to this
	 * @param probe the last attempt that was granted meanwhile
	 */
	private record Failing(int failures, Duration delay, long nextAttempt, Throwable cause, @Nullable Attempt probe) {

		Failing grantedTo(Attempt attempt) {
			return new Failing(this.failures, this.delay, this.nextAttempt, this.cause, attempt);
		}

		@SuppressWarnings("ReferenceEquality") // Attempts are compared by identity.
		boolean isProbedBy(Attempt attempt) {
			return this.probe == attempt;
		}

		boolean isProbed() {
			return this.probe != null && !this.probe.isOver();
		}

	}

}
