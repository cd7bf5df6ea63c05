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
 * Keeps entries in this process, bounded in bytes. Staleness is not its business: it
 * forgets an entry only when that can no longer be of use, or to make room.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LocalStore<K, V> {

	// The bounds of the freshness policy are inclusive and Caffeine's is not, Caffeine
	// may count a second write from the first one when that is less than a second ago,
	// and the time of day and elapsed time drift apart.
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
	 * Stores the newest entry in place of the one before.
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
	 * Whatever a listener does, the entry is stored, and whoever waits for it gets it.
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
	 * Removes an entry because of something newer that is not stored.
	 * @param newer when that was fetched
	 */
	public void remove(K key, Instant newer) {
		this.newest.note(key, newer);
		this.entries.invalidate(key);
	}

	/**
	 * Removes an entry if it is older than something that is not stored here, and may not
	 * be any more either.
	 * @param newer when that was fetched
	 */
	public void outdate(K key, Instant newer) {
		if (!this.newest.isOutdated(key, newer)) {
			this.newest.note(key, newer);
			this.entries.asMap().computeIfPresent(key, (same, entry) -> isOutdated(same, entry) ? null : entry);
		}
	}

	/**
	 * Whether something newer has been seen, stored or not, so that nobody may be shown
	 * this any more.
	 */
	public boolean isOutdated(K key, Cached<V> entry) {
		return isOutdated(key, entry.fetchedAt());
	}

	/**
	 * The same for what was fetched at a time.
	 */
	public boolean isOutdated(K key, Instant fetchedAt) {
		return this.newest.isOutdated(key, fetchedAt);
	}

	/**
	 * When a value was fetched that has just come, so that it is newer than those that
	 * came before.
	 */
	public Instant fetchedAt(K key, Instant now) {
		return this.newest.next(key, now);
	}

	/**
	 * What is stored for a key, without counting as a use of it.
	 */
	public @Nullable Cached<V> peek(K key) {
		return this.entries.policy().getIfPresentQuietly(key);
	}

	/**
	 * How many entries there are, about.
	 */
	public long size() {
		return this.entries.estimatedSize();
	}

	/**
	 * What the entries weigh, about.
	 */
	public long weight() {
		return this.entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	/**
	 * Adds a listener, which is told of every entry that is stored from now on.
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
