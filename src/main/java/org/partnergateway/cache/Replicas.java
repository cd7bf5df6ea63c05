package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.SharedStore.Shelf;

/**
 * The other replicas, known through what is in the shared store. Whatever is the matter
 * with that, this replica goes on alone: nothing here fails, and nothing takes longer
 * than one use of the store, unless another replica is loading what is asked for.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Replicas<K, V> {

	// Long enough for a pause of the collector, short enough not to be waited for when a
	// replica dies.
	private static final Duration LEASE = Duration.ofSeconds(6);

	private static final Duration RENEWAL = Duration.ofSeconds(2);

	private static final Duration NEXT_LOOK = Duration.ofMillis(50);

	private final SharedStore<K, V> store;

	private final LocalStore<K, V> own;

	private final Outage outage;

	private final CacheClock clock;

	/**
	 * Creates an instance.
	 * @param own what this replica has, which learns here what is out of date
	 */
	Replicas(SharedStore<K, V> store, LocalStore<K, V> own, CacheClock clock) {
		this.store = store;
		this.own = own;
		this.outage = new Outage(clock.ticker());
		this.clock = clock;
	}

	Outage outage() {
		return this.outage;
	}

	/**
	 * Looks for something newer than what this replica has.
	 * @param seen what it has
	 * @return the newer entry, of whatever age; {@code null} if there is none or nobody
	 * to ask
	 */
	CompletableFuture<@Nullable Cached<V>> find(K key, @Nullable Cached<V> seen) {
		return ask(() -> this.store.look(key))
			.handle((shelf, failure) -> (shelf != null) ? newer(key, shelf, seen) : null);
	}

	/**
	 * Waits for the turn to load.
	 * @param seen what this replica has
	 * @param over whether the outcome is of use to nobody any more
	 * @return what to do; never complete if it is of use to nobody
	 */
	CompletableFuture<Turn<V>> turn(K key, @Nullable Cached<V> seen, BooleanSupplier over) {
		CompletableFuture<Turn<V>> turn = new CompletableFuture<>();
		look(new Wait<>(key, seen, over, turn));
		return turn;
	}

	private void look(Wait<K, V> wait) {
		var _ = ask(() -> this.store.look(wait.key())).whenComplete((shelf, failure) -> {
			if (failure != null) {
				wait.turn().complete(new Turn.Ours<>(Claim.alone()));
				return;
			}
			Cached<V> newer = newer(wait.key(), shelf, wait.seen());
			if (newer != null) {
				wait.turn().complete(new Turn.Taken<>(newer));
			}
			else if (shelf.leftAlone().isPositive()) {
				wait.turn().complete(new Turn.LeftAlone<>(shelf.leftAlone()));
			}
			else if (shelf.claimed()) {
				lookAgain(wait);
			}
			else {
				claim(wait);
			}
		});
	}

	private void lookAgain(Wait<K, V> wait) {
		later(NEXT_LOOK, () -> {
			if (!wait.over().getAsBoolean()) {
				look(wait);
			}
		});
	}

	private void claim(Wait<K, V> wait) {
		String name = UUID.randomUUID().toString();
		var _ = ask(() -> this.store.claim(wait.key(), name, LEASE)).whenComplete((claimed, failure) -> {
			if (failure != null) {
				wait.turn().complete(new Turn.Ours<>(Claim.alone()));
			}
			else if (claimed) {
				SharedClaim claim = new SharedClaim(wait, name);
				claim.keep();
				wait.turn().complete(new Turn.Ours<>(claim));
			}
			else {
				lookAgain(wait);
			}
		});
	}

	/**
	 * What there is that is newer than anything that this replica has seen.
	 */
	private @Nullable Cached<V> newer(K key, Shelf<V> shelf, @Nullable Cached<V> seen) {
		Instant now = this.clock.now().instant();
		Instant outdated = shelf.outdated();
		if (outdated != null && NewestSeen.isComparable(outdated, now)) {
			this.own.outdate(key, outdated);
		}
		Cached<V> entry = shelf.entry();
		if (entry == null || !NewestSeen.isComparable(entry.fetchedAt(), now) || this.own.isOutdated(key, entry)) {
			return null;
		}
		return (seen == null || entry.fetchedAt().isAfter(seen.fetchedAt())) ? entry : null;
	}

	/**
	 * Uses the store, unless it is out of order.
	 */
	private <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> use) {
		if (this.outage.isOn()) {
			return CompletableFuture.failedFuture(new IllegalStateException("the shared store is not used"));
		}
		return use.get().whenComplete((value, failure) -> {
			if (failure != null) {
				this.outage.failed(LoadFailedException.unwrap(failure));
			}
			else {
				this.outage.succeeded();
			}
		});
	}

	private void later(Duration delay, Runnable task) {
		var _ = this.clock.scheduler().schedule(this.clock.background(), task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * A replica that waits for its turn.
	 */
	private record Wait<K, V>(K key, @Nullable Cached<V> seen, BooleanSupplier over, CompletableFuture<Turn<V>> turn) {
	}

	/**
	 * A claim that is renewed until the load has ended.
	 */
	private final class SharedClaim implements Claim<V> {

		private final Wait<K, V> wait;

		private final String name;

		private SharedClaim(Wait<K, V> wait, String name) {
			this.wait = wait;
			this.name = name;
		}

		private void keep() {
			later(RENEWAL, () -> {
				if (!this.wait.over().getAsBoolean()) {
					var _ = ask(() -> Replicas.this.store.renew(this.wait.key(), this.name, LEASE));
					keep();
				}
			});
		}

		@Override
		public void landed(Cached<V> entry) {
			// In this order, or another replica would find neither entry nor claim.
			var _ = ask(() -> Replicas.this.store.put(this.wait.key(), entry))
				.whenComplete((done, failure) -> forgone());
		}

		@Override
		public void outdated(Instant newer) {
			var _ = ask(() -> Replicas.this.store.outdate(this.wait.key(), newer))
				.whenComplete((done, failure) -> forgone());
		}

		@Override
		public void crashed(Duration delay) {
			var _ = ask(() -> Replicas.this.store.leaveAlone(this.wait.key(), this.name, delay));
		}

		@Override
		public void forgone() {
			var _ = ask(() -> Replicas.this.store.release(this.wait.key(), this.name));
		}

	}

}
