package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the failure of a load means.
 *
 * @param <K> the type of the keys
 */
public interface FailurePolicy<K> {

	/**
	 * Whether the failure is the origin's answer rather than its trouble, such as "no
	 * such customer". An answer is handed to the callers even where something is stored,
	 * and there is no reason to leave the origin alone after it.
	 * @param failure what the load failed with
	 * @return whether it is an answer
	 */
	boolean isAnswer(Throwable failure);

	/**
	 * Whether what is stored is of no use any more after an answer.
	 * @param answer a failure that is an answer
	 * @return whether it takes the place of what is stored
	 */
	boolean displaces(Throwable answer);

	/**
	 * Everything over which the origin may be left alone so that a key is not loaded.
	 * @param key the key
	 * @return the key itself, or what stands for it and nothing else; then whatever it
	 * has in common with ever more other keys
	 */
	List<Object> subjects(K key);

	/**
	 * Whose failure it is: over what the origin is left alone after it.
	 * @param key the key that could not be loaded
	 * @param failure what the load failed with, and no answer
	 * @return one of the key's subjects. The first says that the origin is well and holds
	 * something against this key alone
	 */
	Object subject(K key, Throwable failure);

	/**
	 * How long the origin asked to be left alone.
	 * @param failure what the load failed with
	 * @return the time it asked for, or {@code null} if it did not say
	 */
	@Nullable Duration retryAfter(Throwable failure);

	/**
	 * Whether another replica would meet the same failure, so that it should leave the
	 * origin alone too.
	 * @param failure what the load failed with
	 * @return whether it is the origin's, and not this replica's own
	 */
	boolean isCommon(Throwable failure);

	/**
	 * What a load fails with that is not started, because it has failed for another
	 * replica.
	 * @param left how much longer the origin is left alone
	 * @return a failure for which {@link #retryAfter} gives that time
	 */
	Throwable leftAlone(Duration left);

}
