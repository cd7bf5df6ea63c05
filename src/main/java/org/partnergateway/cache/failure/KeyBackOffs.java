package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.failure.BackOffs.Refusal;

/**
 * The back-offs that concern a key: those of all its subjects. While nothing fails, a
 * check costs one look-up. Safe for use by any thread.
 *
 * @param <K> the type of the keys
 */
public final class KeyBackOffs<K> {

	private final BackOffs<Object> backOffs;

	private final FailurePolicy<K> failures;

	public KeyBackOffs(BackOffs<Object> backOffs, FailurePolicy<K> failures) {
		this.backOffs = backOffs;
		this.failures = failures;
	}

	/**
	 * Whether the last attempt failed for any of the key's subjects.
	 */
	public boolean isFailing(K key) {
		if (!this.backOffs.isEmpty()) {
			for (Object subject : this.failures.subjects(key)) {
				if (this.backOffs.isFailing(subject)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Whether an attempt would be granted now.
	 */
	public boolean allows(K key) {
		if (!this.backOffs.isEmpty()) {
			for (Object subject : this.failures.subjects(key)) {
				if (!this.backOffs.allows(subject)) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Asks to make an attempt, which is a probe for all subjects that are failing.
	 * @return {@code null} if the attempt is granted, in which case {@link #succeeded} or
	 * {@link #failed} must follow; otherwise the refusal with the longest delay. A
	 * refused attempt has to end soon, since it may be the probe of another subject
	 */
	public @Nullable Refusal tryAttempt(K key, Attempt attempt) {
		if (this.backOffs.isEmpty()) {
			return null;
		}
		Refusal longest = null;
		for (Object subject : this.failures.subjects(key)) {
			Refusal refusal = this.backOffs.tryAttempt(subject, attempt);
			if (refusal != null && (longest == null || refusal.retryAfter().compareTo(longest.retryAfter()) > 0)) {
				longest = refusal;
			}
		}
		return longest;
	}

	/**
	 * Notes a successful attempt.
	 */
	public void succeeded(K key, Attempt attempt) {
		if (!this.backOffs.isEmpty()) {
			this.failures.subjects(key).forEach((subject) -> this.backOffs.succeeded(subject, attempt));
		}
	}

	/**
	 * Notes a failed attempt.
	 * @return how long the key is left alone
	 */
	public Duration failed(K key, Attempt attempt, Throwable cause) {
		List<Object> subjects = this.failures.subjects(key);
		Object failed = this.failures.subject(key, cause);
		if (failed.equals(subjects.getFirst())) {
			subjects.stream().skip(1).forEach((well) -> this.backOffs.succeeded(well, attempt));
		}
		return this.backOffs.failed(failed, attempt, cause, this.failures.retryAfter(cause));
	}

	/**
	 * How long the key is still left alone.
	 * @return the time left; zero if it is not left alone or may be probed
	 */
	public Duration left(K key) {
		Duration longest = Duration.ZERO;
		if (!this.backOffs.isEmpty()) {
			for (Object subject : this.failures.subjects(key)) {
				Duration left = this.backOffs.left(subject);
				longest = (left.compareTo(longest) > 0) ? left : longest;
			}
		}
		return longest;
	}

	public void forgive(Predicate<Throwable> causes) {
		this.backOffs.forgive(causes);
	}

	/**
	 * The number of subjects that are being left alone.
	 */
	public int count() {
		return this.backOffs.count();
	}

	public Duration longestLeft(Predicate<Object> subjects) {
		return this.backOffs.longestLeft(subjects);
	}

}
