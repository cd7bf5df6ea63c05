package org.partnergateway.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

	private final CacheSettings settings;

	private final LocalStore<K, V> store;

	private final BackOffs<Object> backOffs;

	private final Function<K, Object> subject;

	private final FailurePolicy failures;

	private final CacheClock clock;

	Flights(CacheSettings settings, LocalStore<K, V> store, BackOffs<Object> backOffs, Function<K, Object> subject,
			FailurePolicy failures, CacheClock clock) {
		this.settings = settings;
		this.store = store;
		this.backOffs = backOffs;
		this.subject = subject;
		this.failures = failures;
		this.clock = clock;
	}

	boolean isInProgress(K key) {
		return this.inProgress.containsKey(key);
	}

	/**
	 * Joins the flight for a key, or starts it.
	 * @param key what is loaded
	 * @param seen what was stored when the caller decided to come here; something else
	 * means that a flight has landed meanwhile, and that there is no need for another
	 * @param load what to start if there is no flight
	 */
	Place<V> board(K key, @Nullable Cached<V> seen, Load<V> load) {
		Flight<V> own = new Flight<>();
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
		Refusal refusal = this.backOffs.tryAttempt(this.subject.apply(key));
		if (refusal != null) {
			this.inProgress.remove(key, own);
			own.crash(new LoadFailedException(refusal.cause(), refusal.retryAfter(), false));
			return new Place<>(own, true);
		}
		takeOff(key, own, load);
		return new Place<>(own, true);
	}

	private void takeOff(K key, Flight<V> flight, Load<V> load) {
		CompletableFuture<Loaded<V>> loading;
		try {
			loading = load.start();
		}
		catch (RuntimeException | Error ex) {
			loading = CompletableFuture.failedFuture(ex);
		}
		CompletableFuture<Loaded<V>> bounded = loading;
		Future<?> alarm = this.clock.scheduler()
			.schedule(this.clock.background(), () -> timeOut(bounded), this.settings.loadTimeout().toMillis(),
					TimeUnit.MILLISECONDS);
		var _ = loading.whenComplete((loaded, failure) -> {
			alarm.cancel(false);
			if (failure != null) {
				crash(key, flight, failure);
				return;
			}
			try {
				land(key, flight, loaded);
			}
			catch (RuntimeException | Error ex) {
				// Whatever happens, nobody may be left waiting.
				crash(key, flight, ex);
			}
		});
	}

	private void timeOut(CompletableFuture<?> loading) {
		loading.completeExceptionally(new TimeoutException("no value within " + this.settings.loadTimeout()));
	}

	private void land(K key, Flight<V> flight, Loaded<V> loaded) {
		FreshnessPolicy freshness = this.settings.freshness();
		Cached<V> cached = new Cached<>(loaded.value(), this.clock.now().instant(),
				freshness.timeToLive(loaded.maxAge()));
		if (loaded.storable()) {
			this.store.put(key, cached);
		}
		this.backOffs.succeeded(this.subject.apply(key));
		this.inProgress.remove(key, flight);
		flight.land(new Landing<>(cached, loaded.storable(), true));
	}

	private void crash(K key, Flight<V> flight, Throwable failure) {
		Throwable cause = unwrap(failure);
		Duration left = Duration.ZERO;
		if (this.failures.isAnswer(cause)) {
			this.store.remove(key);
			this.backOffs.succeeded(this.subject.apply(key));
		}
		else {
			left = this.backOffs.failed(this.subject.apply(key), cause, this.failures.retryAfter(cause));
		}
		this.inProgress.remove(key, flight);
		flight.crash(new LoadFailedException(cause, left, true));
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

}
