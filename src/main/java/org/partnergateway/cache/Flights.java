package org.partnergateway.cache;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.BackOffs.Refusal;
import org.partnergateway.cache.Flight.Landing;
import org.partnergateway.cache.Flight.Place;

/**
 * The loads in progress: one a key. A flight is entered before anything is checked and
 * removed after everything is noted, so whoever finds none either finds what the last one
 * stored, or the back-off that it left.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Flights<K, V> {

	private final ConcurrentMap<K, Flight<V>> inProgress = new ConcurrentHashMap<>();

	// Keys that wait for a background thread on which to start their flight.
	private final Set<K> called = ConcurrentHashMap.newKeySet();

	private final FreshnessPolicy freshness;

	private final TimedLoads loads;

	private final LocalStore<K, V> store;

	private final NegativeAnswers<K> answers;

	private final BackOffs<Object> backOffs;

	private final Function<K, Object> subject;

	private final FailurePolicy failures;

	private final CacheClock clock;

	Flights(CacheSettings settings, LocalStore<K, V> store, BackOffs<Object> backOffs, Function<K, Object> subject,
			FailurePolicy failures, CacheClock clock) {
		this.freshness = settings.freshness();
		this.loads = new TimedLoads(settings.loadTimeout(), clock);
		this.store = store;
		this.answers = new NegativeAnswers<>(settings.answerTimeToLive(), clock.ticker());
		this.backOffs = backOffs;
		this.subject = subject;
		this.failures = failures;
		this.clock = clock;
	}

	/**
	 * Sees to it that a flight is in progress or soon will be, if the origin may be
	 * asked. However many call, one task at a time is handed to the background.
	 * @param key what is loaded
	 * @param seen what was stored when the caller decided to come here
	 * @param load what to start if there is no flight
	 * @return whether that is so
	 */
	boolean call(K key, Cached<V> seen, Load<V> load) {
		if (this.inProgress.containsKey(key)) {
			return true;
		}
		if (!this.backOffs.allows(this.subject.apply(key))) {
			return false;
		}
		if (!this.called.add(key)) {
			return true;
		}
		try {
			this.clock.background().execute(() -> {
				try {
					board(key, seen, load);
				}
				finally {
					this.called.remove(key);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.called.remove(key);
			return false;
		}
	}

	/**
	 * Joins the flight for a key, or starts it.
	 * @param key what is loaded
	 * @param seen what was stored when the caller decided to come here; something else
	 * means that a flight has landed meanwhile, and that there is no need for another
	 * @param load what to start if there is no flight
	 */
	Place<V> board(K key, @Nullable Cached<V> seen, Load<V> load) {
		Flight<V> own = new Flight<>(this.subject.apply(key));
		Flight<V> other = this.inProgress.putIfAbsent(key, own);
		if (other != null) {
			return new Place<>(other, false);
		}
		Cached<V> stored = this.store.get(key);
		if (stored != null && !stored.equals(seen)) {
			this.inProgress.remove(key, own);
			own.land(new Landing<>(stored, true, false));
			return new Place<>(own, true);
		}
		Throwable answer = this.answers.get(key);
		if (answer != null) {
			this.inProgress.remove(key, own);
			own.crash(new LoadFailedException(answer, Duration.ZERO, true));
			return new Place<>(own, true);
		}
		Refusal refusal = this.backOffs.tryAttempt(own.subject(), own);
		if (refusal != null) {
			this.inProgress.remove(key, own);
			own.crash(new LoadFailedException(refusal.cause(), refusal.retryAfter(), false));
			return new Place<>(own, true);
		}
		takeOff(key, own, load, this.backOffs.isFailing(own.subject()));
		return new Place<>(own, true);
	}

	private void takeOff(K key, Flight<V> flight, Load<V> load, boolean probe) {
		var _ = this.loads.start(() -> load.start(probe)).whenComplete((loaded, failure) -> {
			if (failure != null) {
				crash(key, flight, failure);
			}
			else {
				land(key, flight, loaded);
			}
		});
	}

	private void land(K key, Flight<V> flight, Loaded<V> loaded) {
		Landing<V> landing;
		try {
			landing = store(key, loaded);
			this.backOffs.succeeded(flight.subject(), flight);
		}
		catch (RuntimeException | Error ex) {
			crash(key, flight, ex);
			return;
		}
		this.inProgress.remove(key, flight);
		flight.land(landing);
	}

	private Landing<V> store(K key, Loaded<V> loaded) {
		Duration timeToLive = this.freshness.timeToLive(loaded.maxAge());
		Cached<V> cached = new Cached<>(loaded.value(), this.clock.now().instant(), timeToLive);
		boolean stored = loaded.storable() && this.store.put(key, cached);
		return new Landing<>(cached, stored, true);
	}

	private void crash(K key, Flight<V> flight, Throwable failure) {
		Throwable cause = LoadFailedException.unwrap(failure);
		Duration left = Duration.ZERO;
		try {
			if (this.failures.isAnswer(cause)) {
				this.store.remove(key);
				this.answers.put(key, cause);
				this.backOffs.succeeded(flight.subject(), flight);
			}
			else {
				left = this.backOffs.failed(flight.subject(), flight, cause, this.failures.retryAfter(cause));
			}
		}
		finally {
			// Whatever happens, nobody may be left waiting.
			this.inProgress.remove(key, flight);
			flight.crash(new LoadFailedException(cause, left, true));
		}
	}

}
