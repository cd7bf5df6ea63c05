package org.partnergateway.cache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.ToIntBiFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in this process, bounded in bytes. It does not judge freshness: it drops
 * an entry only when that is too old to be served at all, or to make room.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LocalStore<K, V> {

	// Needed for three reasons: the freshness policy's bounds are inclusive and
	// Caffeine's are not; Caffeine may count a second write within a second from the
	// first; and the time of day and elapsed time drift apart.
	private static final Duration SLACK = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(LocalStore.class);

	private final Cache<K, Cached<V>> entries;

	private final NewestSeen<K> newest;

	private final List<BiConsumer<K, Cached<V>>> listeners = new CopyOnWriteArrayList<>();

	public LocalStore(long mostBytes, ToIntBiFunction<K, V> weigher, Duration longestUse, Ticker ticker) {
		this.entries = Caffeine.newBuilder()
			.maximumWeight(mostBytes)
			.weigher((K key, Cached<V> entry) -> weigher.applyAsInt(key, entry.value()))
			.expireAfterWrite(longestUse.plus(SLACK))
			.ticker(ticker)
			.executor(Runnable::run)
			.recordStats()
			.build();
		this.newest = new NewestSeen<>(longestUse.plus(SLACK), ticker);
	}

	public @Nullable Cached<V> get(K key) {
		return this.entries.getIfPresent(key);
	}

	/**
	 * Stores an entry, which must be the newest, in place of the one before.
	 * @return whether there was room for it; if not, nothing is stored for the key
	 */
	public boolean put(K key, Cached<V> entry) {
		this.newest.note(key, entry.fetchedAt());
		this.entries.put(key, entry);
		boolean stored = this.entries.asMap().containsKey(key);
		if (stored) {
			this.listeners.forEach((listener) -> tell(listener, key, entry));
		}
		return stored;
	}

	/**
	 * Calls a listener. If it throws, the entry is stored nevertheless.
	 */
	private void tell(BiConsumer<K, Cached<V>> listener, K key, Cached<V> entry) {
		try {
			listener.accept(key, entry);
		}
		catch (RuntimeException | Error ex) {
			logger.error("Not everybody was told of an entry that is stored", ex);
		}
	}

	/**
	 * Removes an entry because a newer value was fetched that is not stored.
	 * @param newer when that was fetched
	 */
	public void remove(K key, Instant newer) {
		this.newest.note(key, newer);
		this.entries.invalidate(key);
	}

	/**
	 * Removes an entry if it is older than a newer value that is not stored here.
	 * @param newer when that was fetched
	 */
	public void outdate(K key, Instant newer) {
		if (!this.newest.isOutdated(key, newer)) {
			this.newest.note(key, newer);
			this.entries.asMap().computeIfPresent(key, (same, entry) -> isOutdated(same, entry) ? null : entry);
		}
	}

	/**
	 * Whether a newer value has been seen, stored or not, so that this one must not be
	 * served.
	 */
	public boolean isOutdated(K key, Cached<V> entry) {
		return isOutdated(key, entry.fetchedAt());
	}

	/**
	 * The same for a value that was fetched at a given time.
	 */
	public boolean isOutdated(K key, Instant fetchedAt) {
		return this.newest.isOutdated(key, fetchedAt);
	}

	/**
	 * The time of the fetch of a value that has just come: later than those of the values
	 * before it.
	 */
	public Instant fetchedAt(K key, Instant now) {
		return this.newest.next(key, now);
	}

	/**
	 * The entry of a key. Does not count as a use.
	 */
	public @Nullable Cached<V> peek(K key) {
		return this.entries.policy().getIfPresentQuietly(key);
	}

	/**
	 * The approximate number of entries.
	 */
	public long size() {
		return this.entries.estimatedSize();
	}

	/**
	 * The approximate weight of the entries, in bytes.
	 */
	public long weight() {
		return this.entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	/**
	 * Adds a listener, which is called for every entry that is stored from now on.
	 */
	public void onStored(BiConsumer<K, Cached<V>> listener) {
		this.listeners.add(listener);
	}

	public void bindTo(MeterRegistry registry, String name) {
		CaffeineCacheMetrics.monitor(registry, this.entries, name);
		Gauge.builder("cache.weight", this, LocalStore::weight)
			.description("What is stored, with what keeping it costs")
			.tag("cache", name)
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

}
