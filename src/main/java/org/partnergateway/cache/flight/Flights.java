package org.partnergateway.cache.flight;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.failure.BackOffs.Refusal;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.failure.KeyBackOffs;
import org.partnergateway.cache.flight.Flight.Place;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.load.TimedLoads;
import org.partnergateway.cache.shared.Claim;
import org.partnergateway.cache.shared.Replicas;
import org.partnergateway.cache.shared.Turn;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.Freshness;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.cache.store.LocalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loads in progress, at most one for each key. A flight is entered before anything is
 * checked and removed after its result is noted. So a caller that finds no flight finds
 * the value that the last one stored, or the back-off that it left.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Flights<K, V> {

	private static final Logger logger = LoggerFactory.getLogger(Flights.class);

	// Keys whose flight waits for a background thread to start on.
	private final Set<K> called = ConcurrentHashMap.newKeySet();

	private final FreshnessPolicy freshness;

	private final Duration loadTimeout;

	private final TimedLoads loads;

	private final LocalStore<K, V> store;

	private final KeyBackOffs<K> backOffs;

	private final FailurePolicy<K> failures;

	private final CacheClock clock;

	private final @Nullable Replicas<K, V> replicas;

	private final Landings<K, V> landings;

	public Flights(CacheParts<K, V> parts, @Nullable Replicas<K, V> replicas) {
		this.freshness = parts.settings().freshness();
		this.loadTimeout = parts.settings().loadTimeout();
		this.loads = new TimedLoads(parts.clock());
		this.store = parts.store();
		this.backOffs = parts.backOffs();
		this.failures = parts.failures();
		this.clock = parts.clock();
		this.replicas = replicas;
		this.landings = new Landings<>(parts);
	}

	/**
	 * Whether an answer of the origin is remembered, which {@link #board} would give.
	 */
	public boolean isAnswered(K key) {
		return this.landings.answer(key) != null;
	}

	/**
	 * What {@link #call} would find. Starts nothing.
	 */
	public Need need(K key) {
		if (this.landings.isInProgress(key)) {
			return Need.UNDER_WAY;
		}
		if (!this.backOffs.allows(key)) {
			return Need.LEFT_ALONE;
		}
		return this.called.contains(key) ? Need.UNDER_WAY : Need.FLIGHT;
	}

	/**
	 * Whether {@link #board} would start a load now. Starts nothing.
	 */
	public boolean wouldLoad(K key) {
		return need(key) == Need.FLIGHT && !isAnswered(key);
	}

	/**
	 * Starts a flight in the background unless one is in progress or the origin is left
	 * alone. At most one task for each key is handed to the background at a time.
	 * @param key what is loaded
	 * @param seen the value that was stored when the caller decided to load
	 * @param load what to start if there is no flight
	 * @return whether a flight is in progress or soon will be
	 */
	public boolean call(K key, Cached<V> seen, Load<V> load) {
		return switch (need(key)) {
			case UNDER_WAY -> true;
			case LEFT_ALONE -> false;
			case FLIGHT -> handOver(key, seen, load);
		};
	}

	private boolean handOver(K key, Cached<V> seen, Load<V> load) {
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
		catch (RuntimeException | Error ex) {
			// Otherwise this key would never be loaded in the background again.
			this.called.remove(key);
			logger.error("A load could not be started in the background", ex);
			return false;
		}
	}

	/**
	 * Joins the flight for a key, or starts it.
	 * @param key what is loaded
	 * @param seen the value that was stored when the caller decided to load; if another
	 * one is stored by now, a flight has landed meanwhile, and no new one is needed
	 * @param load what to start if there is no flight
	 */
	public Place<V> board(K key, @Nullable Cached<V> seen, Load<V> load) {
		Flight<V> own = new Flight<>(this.clock.ticker().read());
		Flight<V> other = this.landings.enter(key, own);
		if (other != null) {
			return new Place<>(other, false);
		}
		guarded(key, own, () -> depart(key, own, seen, load));
		return new Place<>(own, true);
	}

	/**
	 * Runs a step of a flight. Anything that the step throws ends the flight, so that its
	 * callers do not wait for ever.
	 */
	private void guarded(K key, Flight<V> flight, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			this.landings.crash(key, flight, ex, Claim.alone());
		}
	}

	private void depart(K key, Flight<V> flight, @Nullable Cached<V> seen, Load<V> load) {
		Cached<V> stored = this.store.get(key);
		if (stored != null && !stored.equals(seen)) {
			this.landings.end(key, flight, stored);
			return;
		}
		Throwable answer = this.landings.answer(key);
		if (answer != null) {
			this.landings.end(key, flight, new LoadFailedException(answer, Duration.ZERO, true));
		}
		else if (this.replicas == null) {
			attempt(key, flight, load, null);
		}
		else {
			askAround(key, flight, load.bound(), seen, this.replicas);
		}
	}

	/**
	 * Looks first for a value that another replica has loaded, which is usable even while
	 * the origin is left alone. This takes half of the time at most, so that there is
	 * time to ask the origin.
	 */
	private void askAround(K key, Flight<V> flight, Load<V> load, @Nullable Cached<V> seen, Replicas<K, V> others) {
		Supplier<CompletableFuture<@Nullable Cached<V>>> find = () -> others.find(key, seen);
		var _ = this.loads.start(find, this.loadTimeout.dividedBy(2))
			.whenComplete((found, failure) -> guarded(key, flight, () -> goOn(key, flight, load, seen, found)));
	}

	private void goOn(K key, Flight<V> flight, Load<V> load, @Nullable Cached<V> seen, @Nullable Cached<V> found) {
		if (found == null) {
			attempt(key, flight, load, seen);
		}
		else if (isServed(found)) {
			this.landings.take(key, flight, found);
		}
		else {
			// The fallback if the origin fails.
			this.store.put(key, found);
			attempt(key, flight, load, found);
		}
	}

	private boolean isServed(Cached<V> entry) {
		Freshness state = this.freshness.freshness(entry.age(this.clock.now().instant()), entry.timeToLive());
		return state == Freshness.FRESH || state == Freshness.REFRESHING;
	}

	private void attempt(K key, Flight<V> flight, Load<V> load, @Nullable Cached<V> newest) {
		Refusal refusal = this.backOffs.tryAttempt(key, flight);
		if (refusal != null) {
			this.landings.end(key, flight, new LoadFailedException(refusal.cause(), refusal.retryAfter(), false));
			return;
		}
		boolean probe = this.backOffs.isFailing(key);
		if (this.replicas == null) {
			takeOff(key, flight, () -> load.start(probe), Claim.alone(), this.loadTimeout);
		}
		else {
			takeTurn(key, flight, () -> load.start(probe), newest, this.replicas);
		}
	}

	/**
	 * Loads when it is this replica's turn, within the time that a load may take.
	 */
	private void takeTurn(K key, Flight<V> flight, Supplier<CompletableFuture<Loaded<V>>> load,
			@Nullable Cached<V> newest, Replicas<K, V> others) {
		var _ = this.loads.start(() -> others.turn(key, newest, flight::isOver), left(flight))
			.whenComplete((turn, failure) -> guarded(key, flight, () -> {
				if (failure != null) {
					this.landings.crash(key, flight, failure, Claim.alone());
					return;
				}
				switch (turn) {
					case Turn.Taken<V>(Cached<V> entry) -> this.landings.take(key, flight, entry);
					case Turn.LeftAlone<V>(Duration left) ->
						this.landings.crash(key, flight, this.failures.leftAlone(left), Claim.alone());
					case Turn.Ours<V>(Claim<V> claim) -> takeOff(key, flight, load, claim, left(flight));
				}
			}));
	}

	/**
	 * How much longer a flight may take.
	 */
	private Duration left(Flight<V> flight) {
		return this.loadTimeout.minusNanos(this.clock.ticker().read() - flight.start());
	}

	private void takeOff(K key, Flight<V> flight, Supplier<CompletableFuture<Loaded<V>>> load, Claim<V> claim,
			Duration timeout) {
		var _ = this.loads.start(load, timeout).whenComplete((loaded, failure) -> {
			if (failure != null) {
				this.landings.crash(key, flight, failure, claim);
			}
			else {
				this.landings.land(key, flight, loaded, claim);
			}
		});
	}

	/**
	 * What is needed to load a key in the background.
	 */
	public enum Need {

		/** Nothing: a flight is in progress, or will be soon. */
		UNDER_WAY,

		/** Time: the origin may not be asked now. */
		LEFT_ALONE,

		/** A flight. */
		FLIGHT

	}

}
