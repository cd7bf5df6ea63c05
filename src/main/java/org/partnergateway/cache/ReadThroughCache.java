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
 * Answers from a store that fills itself, and keeps answering while the origin fails.
 * <ul>
 * <li>At most one load a key is in progress at any time, whoever asks and however
 * many.</li>
 * <li>What is fresh, or within its stale-while-revalidate time, is answered at once and
 * without a lock; in the latter case one load runs in the background.</li>
 * <li>What is past that, but not past its stale-if-error time, is loaded anew, and
 * answered with what is stored if that fails. While the origin is known to fail nobody
 * waits to find out: the stored value is answered at once, and the probe runs in the
 * background.</li>
 * <li>A load that takes longer than {@link CacheSettings#loadTimeout()} has failed; so
 * has one that throws.</li>
 * <li>After a failed load no other is started for what it concerns
 * ({@link FailurePolicy#subject}) until its back-off has passed, and then one at a time
 * until one succeeds. Who has nothing stored is refused meanwhile. Loads that were in
 * progress before are neither a further failure nor a recovery.</li>
 * <li>A failure that is an answer ({@link FailurePolicy#isAnswer}) goes to everyone who
 * waited and to those who ask within {@link CacheSettings#answerTimeToLive()}, whatever
 * is stored that is not fresh, and ends a back-off as a success does. What is stored is
 * removed only if it is displaced ({@link FailurePolicy#displaces}).</li>
 * <li>A value heavier than the whole store is answered, and not kept; nor is one that its
 * origin does not allow to be.</li>
 * <li>Values never go back in time: once a newer one has come, kept or not, nobody is
 * answered with an older one.</li>
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
	 * @param settings the knobs
	 * @param weigher how many bytes of the store's bound a key and its value take, with
	 * what keeping them costs: what weighs nothing is kept without bound
	 * @param failures what a failure means, and for which other keys
	 * @param clock time and threads
	 * @param shared where replicas share what they load, or {@code null} for a replica
	 * that is alone
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
	 * Answers from the store, or else from the origin.
	 * @param key what is asked for
	 * @param load fetches it for this caller, who waits
	 * @param refresh fetches it when nobody waits
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
	 * load or refuse. Looking starts nothing.
	 * @param key what is asked for
	 * @return whether that is so at the moment
	 */
	public boolean wouldLoad(K key) {
		Cached<V> stored = this.store.peek(key);
		boolean waits = stored == null || this.answers.decide(key, stored, this.answers.age(stored)) == Step.WAIT;
		return waits && this.flights.wouldLoad(key);
	}

	/**
	 * Answers from the store as {@link #get} would, if that would do nothing else: what
	 * is fresh, and what is not as long as it is being refreshed already, or the origin
	 * is left alone.
	 * @param key what is asked for
	 * @return the answer, or {@code null} if there is anything to start or to wait for;
	 * then the key may as well not have been asked for
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
		// A use of it, as the bound of the store and its meters see it.
		var _ = this.store.get(key);
		return Answers.stored(stored, age, outcome);
	}

	/**
	 * Answers from the store in the place of a failure.
	 * @param key what is asked for
	 * @return the answer, or {@code null} if nothing is stored that may be used for that
	 */
	public @Nullable Found<V> findUsable(K key) {
		Cached<V> stored = this.store.peek(key);
		return (stored != null) ? this.answers.usable(stored) : null;
	}

	/**
	 * Loads a value ahead of need.
	 * @param key what to load
	 * @param refresh fetches it
	 * @return the time from now until it is needed again: what is left of its time to
	 * live, or after a failure the time for which the origin is left alone. Never fails
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
	 * @param key whose subject is meant
	 * @return the time left; zero if a load may start
	 */
	public Duration backOff(K key) {
		return this.parts.backOffs().left(key);
	}

	/**
	 * What is stored for a key. Looking is no use of it, and loads nothing.
	 * @param key whose entry is meant
	 * @return the entry's age, or {@code null} if there is none
	 */
	public @Nullable EntrySnapshot entry(K key) {
		Cached<V> stored = this.store.peek(key);
		return (stored != null) ? new EntrySnapshot(this.answers.age(stored), stored.timeToLive()) : null;
	}

	/**
	 * How the stores are.
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
		return this.replicas.outage().isKnown() ? StoresSnapshot.Shared.FAILING : StoresSnapshot.Shared.WORKING;
	}

	/**
	 * How long the longest of some back-offs still takes.
	 * @param subjects tells which
	 * @return the time left; zero if a load may start for each of them
	 */
	public Duration longestBackOff(Predicate<Object> subjects) {
		return this.parts.backOffs().longestLeft(subjects);
	}

	/**
	 * Tells of every value that is stored from now on, whoever loaded it. Each listener
	 * is told, in the order in which they came.
	 * @param listener what to do then, at once and without blocking, since others wait
	 */
	public void onStored(BiConsumer<K, Cached<V>> listener) {
		this.store.onStored(listener);
	}

	/**
	 * Tells the other replicas that the origin wants to hear of no key at all. For this
	 * one that is the business of whoever asks the origin.
	 * @param left for how long; more than five minutes are told as five minutes
	 */
	public void pause(Duration left) {
		if (this.replicas != null && left.isPositive()) {
			this.replicas.pause(left);
		}
	}

	/**
	 * Tells of such a pause that another replica has met, before a load that is to heed
	 * it is started.
	 * @param listener what to do with the time that is left, at once and without blocking
	 */
	public void onPause(Consumer<Duration> listener) {
		if (this.replicas != null) {
			this.replicas.onPause(listener);
		}
	}

	/**
	 * Registers the meters of the store.
	 * @param registry where to
	 * @param name the value of their tag {@code cache}
	 */
	public void bindTo(MeterRegistry registry, String name) {
		this.store.bindTo(registry, name);
		if (this.replicas != null) {
			Gauge.builder("cache.shared.available", this.replicas.outage(), (outage) -> outage.isKnown() ? 0 : 1)
				.description("Whether the shared store answered when it was last used")
				.tag("cache", name)
				.register(registry);
		}
	}

	/**
	 * Ends back-offs whose cause is known to be gone: the next one who asks is a first
	 * one, and waits if need be. A load in progress is left to itself; if it fails, a
	 * back-off begins anew.
	 * @param causes tells by the failure that led to a back-off whether that is to end
	 */
	public void forgive(Predicate<Throwable> causes) {
		this.parts.backOffs().forgive(causes);
	}

	private static <V> CompletableFuture<Found<V>> complete(Cached<V> stored, Duration age, Outcome outcome) {
		return CompletableFuture.completedFuture(Answers.stored(stored, age, outcome));
	}

	/**
	 * Waits for a flight.
	 * @param seen what is stored, of use or not
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
