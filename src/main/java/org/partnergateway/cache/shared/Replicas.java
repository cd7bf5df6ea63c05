package org.partnergateway.cache.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.shared.SharedStore.Shelf;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.LocalStore;

/**
 * The other replicas, as the shared store shows them. If the store fails, this replica
 * goes on alone. No method fails. None takes longer than one look at the store and the
 * reading of one entry, unless another replica is loading the key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Replicas<K, V> {

	private final SharedStore<K, V> store;

	private final LocalStore<K, V> own;

	private final SharedUse use;

	private final CacheClock clock;

	private volatile Consumer<Duration> pauses = (left) -> {
	};

	/**
	 * Creates an instance.
	 * @param own this replica's store, from which outdated entries are removed
	 */
	public Replicas(SharedStore<K, V> store, LocalStore<K, V> own, CacheClock clock) {
		this.store = store;
		this.own = own;
		this.use = new SharedUse(clock);
		this.clock = clock;
	}

	/**
	 * Sets the listener that is called when this replica learns that all keys are to be
	 * left alone.
	 * @param listener takes the time left
	 */
	public void onPause(Consumer<Duration> listener) {
		this.pauses = listener;
	}

	/**
	 * Tells the other replicas to leave all keys alone.
	 */
	public void pause(Duration left) {
		var _ = this.use.ask(() -> this.store.pause(left));
	}

	/**
	 * Whether the shared store answered when it was last used.
	 */
	public boolean isAvailable() {
		return !this.use.outage().isKnown();
	}

	/**
	 * Looks for an entry that is newer than this replica's, and for a pause of all keys.
	 * @param seen what it has
	 * @return the newer entry, of any age; {@code null} if there is none or the store
	 * cannot be used
	 */
	public CompletableFuture<@Nullable Cached<V>> find(K key, @Nullable Cached<V> seen) {
		Instant known = (seen != null) ? seen.fetchedAt() : null;
		CompletableFuture<@Nullable Cached<V>> found = new CompletableFuture<>();
		CompletableFuture<Shelf> looked = look(key);
		CompletableFuture<?> heeded = heedPause();
		var _ = heeded.whenComplete((done, ignored) -> {
			var _ = looked.whenComplete((shelf, failure) -> {
				if (failure == null && isNews(key, shelf.fetchedAt(), known)) {
					var _ = read(key, known).thenAccept(found::complete);
				}
				else {
					found.complete(null);
				}
			});
		});
		return found;
	}

	private CompletableFuture<?> heedPause() {
		return this.use.ask(this.store::pause).thenAccept((left) -> {
			if (left.isPositive()) {
				this.pauses.accept(Collections.min(List.of(left, SharedStore.LONGEST_SIGN)));
			}
		});
	}

	/**
	 * Waits for the turn to load.
	 * @param seen what this replica has
	 * @param over whether the flight has ended, so that the turn is no longer needed
	 * @return what to do; may never complete once the flight has ended
	 */
	public CompletableFuture<Turn<V>> turn(K key, @Nullable Cached<V> seen, BooleanSupplier over) {
		CompletableFuture<Turn<V>> turn = new CompletableFuture<>();
		look(new Wait<>(key, (seen != null) ? seen.fetchedAt() : null, Wait.SHORTEST, over, turn));
		return turn;
	}

	private void look(Wait<K, V> wait) {
		var _ = look(wait.key()).whenComplete((shelf, failure) -> {
			if (failure != null) {
				wait.turn().complete(new Turn.Ours<>(Claim.alone()));
			}
			else if (isNews(wait.key(), shelf.fetchedAt(), wait.known())) {
				take(wait, shelf);
			}
			else {
				heed(wait, shelf);
			}
		});
	}

	/**
	 * Reads an entry once. A failure counts as no entry.
	 */
	private void take(Wait<K, V> wait, Shelf shelf) {
		var _ = read(wait.key(), wait.known()).whenComplete((entry, failure) -> {
			if (entry != null) {
				wait.turn().complete(new Turn.Taken<>(entry));
			}
			else {
				heed(wait.knowing(shelf.fetchedAt()), shelf);
			}
		});
	}

	private void heed(Wait<K, V> wait, Shelf shelf) {
		switch (shelf.sign()) {
			case NONE -> claim(wait);
			case CLAIMED -> lookAgain(wait);
			case LEFT_ALONE -> wait.turn().complete(new Turn.LeftAlone<>(shelf.left()));
			case OPEN -> wait.turn().complete(new Turn.Ours<>(claim(wait.key())));
		}
	}

	private void lookAgain(Wait<K, V> wait) {
		later(wait.pause(), () -> {
			if (!wait.over().getAsBoolean()) {
				look(wait.longer());
			}
		});
	}

	private void claim(Wait<K, V> wait) {
		SharedClaim<K, V> claim = claim(wait.key());
		var _ = this.use.ask(() -> this.store.claim(wait.key(), claim.name())).whenComplete((claimed, failure) -> {
			if (failure != null) {
				wait.turn().complete(new Turn.Ours<>(Claim.alone()));
			}
			else if (!claimed) {
				lookAgain(wait);
			}
			else if (wait.turn().complete(new Turn.Ours<>(claim))) {
				keep(claim, wait.over());
			}
			else {
				claim.release();
			}
		});
	}

	private SharedClaim<K, V> claim(K key) {
		return new SharedClaim<>(this.use, this.store, key, UUID.randomUUID().toString());
	}

	/**
	 * Renews a claim until the load is over.
	 */
	private void keep(SharedClaim<K, V> claim, BooleanSupplier over) {
		later(SharedClaim.RENEWAL, () -> {
			if (!over.getAsBoolean()) {
				claim.renew();
				keep(claim, over);
			}
		});
	}

	private CompletableFuture<@Nullable Cached<V>> read(K key, @Nullable Instant known) {
		return this.use.carry(() -> this.store.read(key))
			.handle((entry, failure) -> (entry != null && isNews(key, entry.fetchedAt(), known)) ? entry : null);
	}

	/**
	 * Whether an entry is newer than everything that this replica has seen.
	 */
	private boolean isNews(K key, @Nullable Instant fetchedAt, @Nullable Instant known) {
		return fetchedAt != null && (known == null || fetchedAt.isAfter(known)) && !this.own.isOutdated(key, fetchedAt);
	}

	private CompletableFuture<Shelf> look(K key) {
		return this.use.ask(() -> this.store.look(key)).whenComplete((shelf, failure) -> {
			if (failure == null && shelf.outdated() != null) {
				this.own.outdate(key, shelf.outdated());
			}
		});
	}

	private void later(Duration delay, Runnable task) {
		var _ = this.clock.scheduler().schedule(this.clock.background(), task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * A replica that waits for its turn.
	 *
	 * @param known when the newest entry was fetched that it knows of
	 * @param pause how long to wait before the next look
	 */
	private record Wait<K, V>(K key, @Nullable Instant known, Duration pause, BooleanSupplier over,
			CompletableFuture<Turn<V>> turn) {

		private static final Duration SHORTEST = Duration.ofMillis(50);

		private static final Duration LONGEST = Duration.ofMillis(250);

		Wait<K, V> knowing(@Nullable Instant fetchedAt) {
			return new Wait<>(this.key, fetchedAt, this.pause, this.over, this.turn);
		}

		Wait<K, V> longer() {
			Duration longer = Collections.min(List.of(this.pause.multipliedBy(2), LONGEST));
			return new Wait<>(this.key, this.known, longer, this.over, this.turn);
		}

	}

}
