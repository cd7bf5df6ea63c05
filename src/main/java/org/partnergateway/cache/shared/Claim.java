package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;

import org.partnergateway.cache.store.Cached;

/**
 * The right to load a key for all replicas. Exactly one of its methods is called, when
 * the load has ended. None waits, and none fails.
 *
 * @param <V> the type of the value
 */
public interface Claim<V> {

	/**
	 * The load succeeded, and others may have its value.
	 */
	void landed(Cached<V> entry);

	/**
	 * The load showed that whatever is stored is out of date, and gave nothing to store:
	 * the origin said that there is no value, or that it may not be kept.
	 * @param newer when that was
	 */
	void outdated(Instant newer);

	/**
	 * The load failed, as it would for others.
	 * @param delay how long the origin is to be left alone over this key
	 */
	void crashed(Duration delay);

	/**
	 * The load ended in a way that means nothing to others.
	 */
	void forgone();

	/**
	 * The claim of a replica that is alone.
	 */
	static <V> Claim<V> alone() {
		return new Claim<>() {

			@Override
			public void landed(Cached<V> entry) {
				// There is nobody to tell.
			}

			@Override
			public void outdated(Instant newer) {
				// There is nobody to tell.
			}

			@Override
			public void crashed(Duration delay) {
				// There is nobody to tell.
			}

			@Override
			public void forgone() {
				// There is nobody to tell.
			}

		};
	}

}
