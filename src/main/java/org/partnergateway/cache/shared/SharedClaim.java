package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;

import org.partnergateway.cache.store.Cached;

/**
 * A claim in the shared store, or the right of every replica to load a key that is open.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class SharedClaim<K, V> implements Claim<V> {

	/** The time between renewals: short enough for one renewal to fail. */
	static final Duration RENEWAL = Duration.ofSeconds(2);

	// Enough, since a waiting replica looks four times a second.
	private static final Duration FOR_THOSE_WHO_WAIT = Duration.ofSeconds(2);

	// If the origin allows storing again meanwhile, each replica fetches once more.
	private static final Duration FOR_THE_NEXT = Duration.ofMinutes(1);

	private final SharedUse use;

	private final SharedStore<K, V> store;

	private final K key;

	private final String name;

	SharedClaim(SharedUse use, SharedStore<K, V> store, K key, String name) {
		this.use = use;
		this.store = store;
		this.key = key;
		this.name = name;
	}

	String name() {
		return this.name;
	}

	void renew() {
		var _ = this.use.ask(() -> this.store.renew(this.key, this.name));
	}

	void release() {
		var _ = this.use.ask(() -> this.store.release(this.key, this.name));
	}

	@Override
	public void landed(Cached<V> entry) {
		// The claim has to outlast the writing. Otherwise another replica would find
		// neither claim nor entry.
		renew();
		var _ = this.use.carry(() -> this.store.put(this.key, entry)).whenComplete((stored, failure) -> {
			if (failure == null && stored) {
				release();
			}
			else {
				open(FOR_THOSE_WHO_WAIT);
			}
		});
	}

	@Override
	public void outdated(Instant newer) {
		var _ = this.use.ask(() -> this.store.outdate(this.key, newer))
			.whenComplete((done, failure) -> open(FOR_THE_NEXT));
	}

	@Override
	public void crashed(Duration delay) {
		var _ = this.use.ask(() -> this.store.leaveAlone(this.key, this.name, delay));
	}

	@Override
	public void forgone() {
		open(FOR_THOSE_WHO_WAIT);
	}

	/**
	 * Lets all waiting replicas load at once. One after the other, the last would be too
	 * late.
	 */
	private void open(Duration time) {
		var _ = this.use.ask(() -> this.store.open(this.key, this.name, time));
	}

}
