package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides what the failure of a load means.
 *
 * @param <K> the type of the keys
 */
public interface FailurePolicy<K> {

	/**
	 * Whether the failure is an answer of the origin, such as "no such customer", rather
	 * than a fault. Callers get an answer even if a value is stored, and no back-off
	 * follows it.
	 * @param failure what the load failed with
	 * @return whether it is an answer
	 */
	boolean isAnswer(Throwable failure);

	/**
	 * Whether an answer makes the stored value unusable.
	 * @param answer a failure that is an answer
	 * @return whether the stored value is removed
	 */
	boolean displaces(Throwable answer);

	/**
	 * The subjects that keep a key from being loaded while they are left alone.
	 * @param key the key
	 * @return first the key itself or its equivalent; then what it shares with other
	 * keys, from fewer to more
	 */
	List<Object> subjects(K key);

	/**
	 * The subject that is left alone after a failure.
	 * @param key the key that could not be loaded
	 * @param failure what the load failed with; not an answer
	 * @return one of the key's subjects. The first means that the failure concerns this
	 * key alone and the origin works
	 */
	Object subject(K key, Throwable failure);

	/**
	 * How long the origin asked to be left alone.
	 * @param failure what the load failed with
	 * @return the time it asked for, or {@code null} if it did not say
	 */
	@Nullable Duration retryAfter(Throwable failure);

	/**
	 * Whether another replica would get the same failure, so that it should back off too.
	 * @param failure what the load failed with
	 * @return whether the origin caused it, and not this replica
	 */
	boolean isCommon(Throwable failure);

	/**
	 * The failure of a load that is not started because it failed for another replica.
	 * @param left how much longer the origin is left alone
	 * @return a failure for which {@link #retryAfter} gives that time
	 */
	Throwable leftAlone(Duration left);

}
