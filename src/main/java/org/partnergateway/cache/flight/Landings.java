package org.partnergateway.cache.flight;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.flight.Flight.Landing;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.shared.Claim;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.cache.store.LocalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends flights. The result is noted first. Then the flight is removed and its callers are
 * told, even if noting the result failed. The other replicas are told last.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Landings<K, V> {

	private static final Logger logger = LoggerFactory.getLogger(Landings.class);

	private final ConcurrentMap<K, Flight<V>> inProgress = new ConcurrentHashMap<>();

	private final FreshnessPolicy freshness;

	private final LocalStore<K, V> store;

	private final NegativeAnswers<K> answers;

	private final KeyBackOffs<K> backOffs;

	private final FailurePolicy<K> failures;

	private final CacheClock clock;

	Landings(CacheParts<K, V> parts) {
		this.freshness = parts.settings().freshness();
		this.store = parts.store();
		this.answers = new NegativeAnswers<>(parts.settings().answerTimeToLive(), parts.clock().ticker());
		this.backOffs = parts.backOffs();
		this.failures = parts.failures();
		this.clock = parts.clock();
	}

	/**
	 * The remembered failure with which the origin has answered.
	 */
	@Nullable Throwable answer(K key) {
		return this.answers.get(key);
	}

	boolean isInProgress(K key) {
		return this.inProgress.containsKey(key);
	}

	/**
	 * Enters a flight, unless one is in progress for the key.
	 * @return the flight in progress, or {@code null} if the new one was entered
	 */
	@Nullable Flight<V> enter(K key, Flight<V> flight) {
		return this.inProgress.putIfAbsent(key, flight);
	}

	/**
	 * Ends a flight that has nothing to note: another one has just landed.
	 */
	void end(K key, Flight<V> flight, Cached<V> stored) {
		this.inProgress.remove(key, flight);
		flight.land(new Landing<>(stored, true, false));
	}

	/**
	 * Ends a flight that has nothing to note: the origin has already answered, or is left
	 * alone.
	 */
	void end(K key, Flight<V> flight, LoadFailedException failure) {
		this.inProgress.remove(key, flight);
		flight.crash(failure);
	}

	/**
	 * Lands with the value that the origin returned.
	 */
	void land(K key, Flight<V> flight, Loaded<V> loaded, Claim<V> claim) {
		Landing<V> landing;
		try {
			landing = store(key, loaded);
			this.backOffs.succeeded(key, flight);
		}
		catch (RuntimeException | Error ex) {
			crash(key, flight, ex, claim);
			return;
		}
		this.inProgress.remove(key, flight);
		flight.land(landing);
		if (loaded.storable()) {
			claim.landed(landing.cached());
		}
		else {
			claim.outdated(landing.cached().fetchedAt());
		}
	}

	private Landing<V> store(K key, Loaded<V> loaded) {
		Duration timeToLive = this.freshness.timeToLive(loaded.maxAge());
		Cached<V> cached = new Cached<>(loaded.value(), fetchedNow(key), timeToLive);
		if (!loaded.storable()) {
			// Its callers have seen the new value, so the older one must not be answered.
			this.store.remove(key, cached.fetchedAt());
			return new Landing<>(cached, false, true);
		}
		return new Landing<>(cached, this.store.put(key, cached), true);
	}

	private Instant fetchedNow(K key) {
		return this.store.fetchedAt(key, this.clock.now().instant());
	}

	/**
	 * Lands with the value that another replica has loaded.
	 */
	void take(K key, Flight<V> flight, Cached<V> entry) {
		try {
			this.store.put(key, entry);
			this.backOffs.succeeded(key, flight);
		}
		catch (RuntimeException | Error ex) {
			crash(key, flight, ex, Claim.alone());
			return;
		}
		end(key, flight, entry);
	}

	/**
	 * Ends a flight with a failure, which may be an answer.
	 */
	void crash(K key, Flight<V> flight, Throwable failure, Claim<V> claim) {
		Throwable cause = LoadFailedException.unwrap(failure);
		Duration left = Duration.ZERO;
		try {
			if (this.failures.isAnswer(cause)) {
				if (this.failures.displaces(cause)) {
					this.store.remove(key, fetchedNow(key));
				}
				this.answers.put(key, cause);
				this.backOffs.succeeded(key, flight);
			}
			else {
				left = this.backOffs.failed(key, flight, cause);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.error("The failure of a load could not be noted", ex);
		}
		finally {
			end(key, flight, new LoadFailedException(cause, left, true));
			tell(key, claim, cause, left);
		}
	}

	private void tell(K key, Claim<V> claim, Throwable cause, Duration left) {
		if (this.failures.isAnswer(cause)) {
			if (this.failures.displaces(cause)) {
				claim.outdated(fetchedNow(key));
			}
			else {
				claim.forgone();
			}
		}
		else if (this.failures.isCommon(cause)) {
			claim.crashed(left);
		}
		else {
			claim.forgone();
		}
	}

}
