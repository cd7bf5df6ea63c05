package org.partnergateway.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.failure.BackOffs;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.flight.CacheParts;
import org.partnergateway.cache.flight.CacheSettings;
import org.partnergateway.cache.flight.Flight.Place;
import org.partnergateway.cache.flight.Flights;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.shared.Replicas;
import org.partnergateway.cache.shared.SharedStore;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.LocalStore;

/**
 * Answers from a store, loads what is missing, and keeps answering while the origin
 * fails.
 * <ul>
 * <li>At most one load for each key is in progress at any time, shared by all
 * callers.</li>
 * <li>A value that is fresh, or within its stale-while-revalidate time, is answered at
 * once and without a lock. In the latter case one load runs in the background.</li>
 * <li>A value past that, but within its stale-if-error time, is loaded anew. The stored
 * value is the answer if the load fails. While the origin is known to fail no caller
 * waits: the stored value is answered at once, and the probe runs in the background.</li>
 * <li>A load that takes longer than {@link CacheSettings#loadTimeout()}, or that throws,
 * has failed.</li>
 * <li>After a failed load none is started for its subject ({@link FailurePolicy#subject})
 * until the back-off ends, and then one at a time until one succeeds. A caller is refused
 * meanwhile if nothing is stored. A load that started before the failure counts neither
 * as a further failure nor as a recovery.</li>
 * <li>A failure that is an answer ({@link FailurePolicy#isAnswer}) goes to all callers
 * that waited, and for {@link CacheSettings#answerTimeToLive()} to all others unless a
 * fresh value is stored. It ends a back-off as a success does. It removes the stored
 * value only if it displaces it ({@link FailurePolicy#displaces}).</li>
 * <li>A value that is heavier than the whole store, or that the origin does not allow to
 * be stored, is answered and not kept.</li>
 * <li>Values never go back in time: once a newer value has been seen, kept or not, no
 * older one is answered.</li>
 * </ul>
 * All failures reach the caller through the returned future, as a
 * {@link LoadFailedException}; no method throws and none blocks. Safe for use by any
 * thread.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class ReadThroughCache<K, V> {

	private final CacheParts<K, V> parts;

	private final LocalStore<K, V> store;

	private final Flights<K, V> flights;

	private final Answers<K, V> answers;

	private final @Nullable Replicas<K, V> replicas;

	/**
	 * Creates an empty cache.
	 * @param settings the settings
	 * @param weigher the bytes that a key and its value take of the store's bound, with
	 * the overhead of an entry; entries of weight zero are not bounded
	 * @param failures what a failure means, and which other keys it concerns
	 * @param clock time and threads
	 * @param shared the store that replicas share, or {@code null} if they share none
	 */
	public ReadThroughCache(CacheSettings settings, ToIntBiFunction<K, V> weigher, FailurePolicy<K> failures,
			CacheClock clock, @Nullable SharedStore<K, V> shared) {
		this.store = new LocalStore<>(settings.mostBytes(), weigher, settings.freshness().longestUse(), clock.ticker());
		KeyBackOffs<K> backOffs = new KeyBackOffs<>(new BackOffs<>(settings.backOff(), clock.ticker()), failures);
		this.replicas = (shared != null) ? new Replicas<>(shared, this.store, clock) : null;
		this.parts = new CacheParts<>(settings, this.store, backOffs, failures, clock);
		this.flights = new Flights<>(this.parts, this.replicas);
		this.answers = new Answers<>(this.parts, this.flights);
	}

	/**
	 * Answers from the store, or from the origin if the store has no usable value.
	 * @param key what is asked for
	 * @param load fetches the value for this caller, which waits
	 * @param refresh fetches the value in the background, while no caller waits
	 * @return the answer, already complete unless the caller has to wait for the origin
	 */
	public CompletableFuture<Found<V>> get(K key, Load<V> load, Load<V> refresh) {
		Cached<V> stored = this.store.get(key);
		if (stored == null) {
			return await(key, null, load, refresh);
		}
		Duration age = this.answers.age(stored);
		Step step = this.answers.decide(key, stored, age);
		return switch (step) {
			case WAIT -> await(key, stored, load, refresh);
			case REFRESH ->
				complete(stored, age, this.flights.call(key, stored, refresh) ? Outcome.REFRESHING : Outcome.STALE);
			case PROBE -> {
				this.flights.call(key, stored, refresh);
				yield complete(stored, age, Outcome.STALE);
			}
			case ANSWER_FRESH, ANSWER_REFRESHING, ANSWER_STALE ->
				complete(stored, age, Objects.requireNonNull(step.outcome()));
		};
	}

	/**
	 * Whether {@link #get} would start a load for the caller, rather than answer, join a
	 * load or refuse. Starts nothing.
	 * @param key what is asked for
	 * @return whether it would at this moment
	 */
	public boolean wouldLoad(K key) {
		Cached<V> stored = this.store.peek(key);
		boolean waits = stored == null || this.answers.decide(key, stored, this.answers.age(stored)) == Step.WAIT;
		return waits && this.flights.wouldLoad(key);
	}

	/**
	 * Answers from the store if {@link #get} would do nothing else: with a fresh value,
	 * or with an older one that is already being refreshed or whose origin is left alone.
	 * @param key what is asked for
	 * @return the answer, or {@code null} if there is anything to start or to wait for;
	 * then nothing has changed, as if it had not been called
	 */
	public @Nullable Found<V> findAtHand(K key) {
		Cached<V> stored = this.store.peek(key);
		if (stored == null) {
			return null;
		}
		Duration age = this.answers.age(stored);
		Outcome outcome = this.answers.decide(key, stored, age).outcome();
		if (outcome == null) {
			return null;
		}
		// Counts as a use for the eviction and the meters of the store.
		var _ = this.store.get(key);
		return Answers.stored(stored, age, outcome);
	}

	/**
	 * Answers from the store instead of a failure.
	 * @param key what is asked for
	 * @return the answer, or {@code null} if no value is stored, or it is expired
	 */
	public @Nullable Found<V> findUsable(K key) {
		Cached<V> stored = this.store.peek(key);
		return (stored != null) ? this.answers.usable(stored) : null;
	}

	/**
	 * Loads a value before a caller needs it.
	 * @param key what to load
	 * @param refresh fetches the value
	 * @return the time until the next load is due: the rest of its time to live, or of
	 * the back-off after a failure. Never fails
	 */
	public CompletableFuture<Duration> refresh(K key, Load<V> refresh) {
		return this.flights.board(key, this.store.get(key), refresh)
			.flight()
			.landing()
			.handle((landing, failure) -> (failure != null) ? LoadFailedException.from(failure).retryAfter()
					: this.answers.freshFor(landing.cached()));
	}

	/**
	 * How long the origin is still left alone after a failure.
	 * @param key the key
	 * @return the time left; zero if a load may start
	 */
	public Duration backOff(K key) {
		return this.parts.backOffs().left(key);
	}

	/**
	 * The entry that is stored for a key. Loads nothing, and does not count as a use.
	 * @param key the key
	 * @return the entry's age and time to live, or {@code null} if there is none
	 */
	public @Nullable EntrySnapshot entry(K key) {
		Cached<V> stored = this.store.peek(key);
		return (stored != null) ? new EntrySnapshot(this.answers.age(stored), stored.timeToLive()) : null;
	}

	/**
	 * The state of the stores.
	 * @return their state
	 */
	public StoresSnapshot stores() {
		return new StoresSnapshot(this.store.size(), this.store.weight(), this.parts.settings().mostBytes(), shared(),
				this.parts.backOffs().count());
	}

	private StoresSnapshot.Shared shared() {
		if (this.replicas == null) {
			return StoresSnapshot.Shared.NONE;
		}
		return this.replicas.isAvailable() ? StoresSnapshot.Shared.WORKING : StoresSnapshot.Shared.FAILING;
	}

	/**
	 * The time left of the longest of some back-offs.
	 * @param subjects selects the back-offs by their subject
	 * @return the time left; zero if a load may start for each of them
	 */
	public Duration longestBackOff(Predicate<Object> subjects) {
		return this.parts.backOffs().longestLeft(subjects);
	}

	/**
	 * Adds a listener, which is called for every value that is stored from now on, by any
	 * replica's load. Listeners are called in the order in which they were added.
	 * @param listener must return at once, since callers wait
	 */
	public void onStored(BiConsumer<K, Cached<V>> listener) {
		this.store.onStored(listener);
	}

	/**
	 * Tells the other replicas to leave the origin alone for all keys. Changes nothing in
	 * this replica: its client of the origin keeps the pause.
	 * @param left for how long; five minutes at most, and longer times are cut to that
	 */
	public void pause(Duration left) {
		if (this.replicas != null && left.isPositive()) {
			this.replicas.pause(left);
		}
	}

	/**
	 * Sets the listener for pauses of other replicas. It is called before a load that the
	 * pause concerns is started.
	 * @param listener takes the time left; must return at once
	 */
	public void onPause(Consumer<Duration> listener) {
		if (this.replicas != null) {
			this.replicas.onPause(listener);
		}
	}

	/**
	 * Registers the meters of the store.
	 * @param registry the registry
	 * @param name the value of their tag {@code cache}
	 */
	public void bindTo(MeterRegistry registry, String name) {
		this.store.bindTo(registry, name);
		if (this.replicas != null) {
			Gauge.builder("cache.shared.available", this.replicas, (others) -> others.isAvailable() ? 1 : 0)
				.description("Whether the shared store answered when it was last used")
				.tag("cache", name)
				.register(registry);
		}
	}

	/**
	 * Ends back-offs whose cause is known to be gone: the next request is treated as if
	 * there had been no failure. A load in progress goes on; if it fails, a new back-off
	 * begins.
	 * @param causes selects the back-offs by the failure that led to them
	 */
	public void forgive(Predicate<Throwable> causes) {
		this.parts.backOffs().forgive(causes);
	}

	private static <V> CompletableFuture<Found<V>> complete(Cached<V> stored, Duration age, Outcome outcome) {
		return CompletableFuture.completedFuture(Answers.stored(stored, age, outcome));
	}

	/**
	 * Waits for a flight.
	 * @param seen the stored value, usable or not
	 */
	private CompletableFuture<Found<V>> await(K key, @Nullable Cached<V> seen, Load<V> load, Load<V> refresh) {
		Place<V> place = this.flights.board(key, seen, load);
		return place.flight()
			.landing()
			.handle((landing, failure) -> (failure != null)
					? this.answers.fallBack(key, seen, LoadFailedException.from(failure)) : this.answers.arrive(key,
							landing, place.leads() ? Outcome.FETCHED : Outcome.COLLAPSED, seen != null, refresh));
	}

}
