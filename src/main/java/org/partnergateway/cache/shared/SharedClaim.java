package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;

import org.partnergateway.cache.store.Cached;

/**
 * A claim that other replicas know of, or the right that all of them have to load a key
 * that is open.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class SharedClaim<K, V> implements Claim<V> {

	/** When to renew a claim, so that one renewal may fail. */
	static final Duration RENEWAL = Duration.ofSeconds(2);

	// Whoever waits looks four times a second.
	private static final Duration FOR_THOSE_WHO_WAIT = Duration.ofSeconds(2);

	// Costs a fetch by each replica if the origin changes its mind meanwhile.
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
		// The claim has to outlast the writing, or another replica would find neither.
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
	 * Lets all who wait load at once: one after the other would be too late for the last.
	 */
	private void open(Duration time) {
		var _ = this.use.ask(() -> this.store.open(this.key, this.name, time));
	}

}
