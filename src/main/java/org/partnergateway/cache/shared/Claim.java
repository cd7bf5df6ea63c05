package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;

import org.partnergateway.cache.store.Cached;

/**
 * The right to load a key for all replicas. Exactly one of its methods is called when the
 * load has ended. No method blocks or throws.
 *
 * @param <V> the type of the value
 */
public interface Claim<V> {

	/**
	 * The load succeeded, and its value may be shared.
	 */
	void landed(Cached<V> entry);

	/**
	 * The load showed that any stored value is out of date, and returned none to store:
	 * the origin said that there is no value, or that it may not be kept.
	 * @param newer when that was
	 */
	void outdated(Instant newer);

	/**
	 * The load failed, and would fail for other replicas too.
	 * @param delay how long the key is to be left alone
	 */
	void crashed(Duration delay);

	/**
	 * The load ended in a way that does not concern other replicas.
	 */
	void forgone();

	/**
	 * A claim of a replica that shares no store, or cannot use it now.
	 */
	static <V> Claim<V> alone() {
		return new Claim<>() {

			@Override
			public void landed(Cached<V> entry) {
				// There is no other replica to tell.
			}

			@Override
			public void outdated(Instant newer) {
				// There is no other replica to tell.
			}

			@Override
			public void crashed(Duration delay) {
				// There is no other replica to tell.
			}

			@Override
			public void forgone() {
				// There is no other replica to tell.
			}

		};
	}

}
