package org.partnergateway.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.flight.CacheParts;
import org.partnergateway.cache.flight.Flight.Landing;
import org.partnergateway.cache.flight.Flights;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.Freshness;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.cache.store.LocalStore;

/**
 * Decides how a request is answered, by the stored value, its age, and the flights and
 * back-offs of its key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Answers<K, V> {

	private final FreshnessPolicy freshness;

	private final LocalStore<K, V> store;

	private final KeyBackOffs<K> backOffs;

	private final Flights<K, V> flights;

	private final FailurePolicy<K> failures;

	private final CacheClock clock;

	Answers(CacheParts<K, V> parts, Flights<K, V> flights) {
		this.freshness = parts.settings().freshness();
		this.store = parts.store();
		this.backOffs = parts.backOffs();
		this.flights = flights;
		this.failures = parts.failures();
		this.clock = parts.clock();
	}

	/**
	 * Decides what to do about a request for a stored value. Starts nothing.
	 */
	Step decide(K key, Cached<V> stored, Duration age) {
		Freshness state = this.freshness.freshness(age, stored.timeToLive());
		if (state == Freshness.FRESH) {
			return Step.ANSWER_FRESH;
		}
		if (state == Freshness.EXPIRED || this.flights.isAnswered(key)) {
			return Step.WAIT;
		}
		if (state == Freshness.STALE && !this.backOffs.isFailing(key)) {
			return Step.WAIT;
		}
		boolean refreshing = state == Freshness.REFRESHING;
		return switch (this.flights.need(key)) {
			case UNDER_WAY -> refreshing ? Step.ANSWER_REFRESHING : Step.ANSWER_STALE;
			case LEFT_ALONE -> Step.ANSWER_STALE;
			case FLIGHT -> refreshing ? Step.REFRESH : Step.PROBE;
		};
	}

	/**
	 * Answers with the stored value.
	 */
	static <V> Found<V> stored(Cached<V> stored, Duration age, Outcome outcome) {
		return new Found<>(stored, age, outcome, false, true);
	}

	/**
	 * Answers with the stored value instead of a failure.
	 * @return the answer, or {@code null} if the value is expired
	 */
	@Nullable Found<V> usable(Cached<V> stored) {
		Duration age = age(stored);
		boolean expired = this.freshness.freshness(age, stored.timeToLive()) == Freshness.EXPIRED;
		return expired ? null : stored(stored, age, Outcome.STALE);
	}

	/**
	 * Answers with the result of a flight.
	 * @param outcome the outcome for the caller, if the origin was asked
	 * @param replaced whether something was stored before
	 * @param refresh loads the value anew if another replica loaded it and it is no
	 * longer fresh
	 */
	Found<V> arrive(K key, Landing<V> landing, Outcome outcome, boolean replaced, Load<V> refresh) {
		Cached<V> cached = landing.cached();
		Duration age = age(cached);
		if (landing.loaded()) {
			return new Found<>(cached, age, outcome, replaced, landing.stored());
		}
		if (this.freshness.freshness(age, cached.timeToLive()) == Freshness.FRESH) {
			return stored(cached, age, Outcome.FRESH);
		}
		boolean refreshing = this.flights.call(key, cached, refresh);
		return stored(cached, age, refreshing ? Outcome.REFRESHING : Outcome.STALE);
	}

	/**
	 * Answers with the stored value instead of a failure. The value may have been stored
	 * during the flight, and its age is computed anew.
	 * @param seen the value that was stored before the flight
	 * @throws LoadFailedException if no stored value may be used, or the failure is an
	 * answer
	 */
	Found<V> fallBack(K key, @Nullable Cached<V> seen, LoadFailedException failure) {
		Cached<V> newest = this.store.get(key);
		Cached<V> stored = (newest != null) ? newest : seen;
		if (stored == null || this.store.isOutdated(key, stored) || this.failures.isAnswer(failure.failure())) {
			throw failure;
		}
		Found<V> usable = usable(stored);
		if (usable == null) {
			throw failure;
		}
		return usable;
	}

	Duration freshFor(Cached<V> cached) {
		Duration left = cached.timeToLive().minus(age(cached));
		return left.isNegative() ? Duration.ZERO : left;
	}

	Duration age(Cached<V> cached) {
		return cached.age(this.clock.now().instant());
	}

}
