package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.shared.SharedStore;
import org.partnergateway.cache.store.Cached;

/**
 * A shared store in memory, which can be out of order.
 */
public final class TestSharedStore implements SharedStore<String, String> {

	public final Map<String, Cached<String>> entries = new HashMap<>();

	final Map<String, Instant> notes = new HashMap<>();

	private final Map<String, Claimed> claims = new HashMap<>();

	private final TestTime time;

	private Duration pause = Duration.ZERO;

	private int uses;

	private int reads;

	private boolean broken;

	private boolean throwing;

	private @Nullable String failing;

	private @Nullable CompletableFuture<Void> held;

	private boolean unreadable;

	private boolean unwritable;

	public TestSharedStore(TestTime time) {
		this.time = time;
	}

	/**
	 * How often it was used, in vain or not.
	 */
	public int uses() {
		return this.uses;
	}

	public void broken(boolean broken) {
		this.broken = broken;
	}

	/**
	 * Lets it throw, where it should return what has failed.
	 */
	public void throwing(boolean throwing) {
		this.throwing = throwing;
	}

	/**
	 * How often an entry was read.
	 */
	public int reads() {
		return this.reads;
	}

	/**
	 * Lets it fail to read one entry.
	 */
	public void failing(String key) {
		this.failing = key;
	}

	/**
	 * Lets claims wait, which then come late.
	 */
	public void holdClaims() {
		this.held = new CompletableFuture<>();
	}

	public void grantClaims() {
		Objects.requireNonNull(this.held).complete(null);
	}

	public void unreadable(boolean unreadable) {
		this.unreadable = unreadable;
	}

	public void unwritable(boolean unwritable) {
		this.unwritable = unwritable;
	}

	public Sign sign(String key) {
		Claimed claimed = claimed(key);
		return (claimed != null) ? claimed.sign() : Sign.NONE;
	}

	@Override
	public CompletableFuture<Shelf> look(String key) {
		return use(() -> {
			Cached<String> entry = this.entries.get(key);
			Instant fetchedAt = (entry != null) ? entry.fetchedAt() : null;
			Claimed claimed = claimed(key);
			return (claimed == null) ? new Shelf(fetchedAt, this.notes.get(key), Sign.NONE, Duration.ZERO)
					: new Shelf(fetchedAt, this.notes.get(key), claimed.sign(),
							Duration.between(this.time.instant(), claimed.until()));
		});
	}

	@Override
	public CompletableFuture<@Nullable Cached<String>> read(String key) {
		this.reads++;
		if (key.equals(this.failing)) {
			return outOfOrder();
		}
		return use(() -> this.unreadable ? null : this.entries.get(key));
	}

	@Override
	public CompletableFuture<Boolean> claim(String key, String claim) {
		CompletableFuture<Void> wait = this.held;
		return (wait != null) ? wait.thenCompose((granted) -> claim(key, claim, LEASE)) : claim(key, claim, LEASE);
	}

	/**
	 * Claims a key as somebody does who renews the claim for so long.
	 */
	public CompletableFuture<Boolean> claim(String key, String claim, Duration time) {
		return use(() -> {
			boolean free = claimed(key) == null;
			if (free) {
				set(key, Sign.CLAIMED, claim, time);
			}
			return free;
		});
	}

	@Override
	public CompletableFuture<Void> renew(String key, String claim) {
		return change(key, claim, () -> set(key, Sign.CLAIMED, claim, LEASE));
	}

	@Override
	public CompletableFuture<Void> release(String key, String claim) {
		return change(key, claim, () -> this.claims.remove(key));
	}

	@Override
	public CompletableFuture<Void> leaveAlone(String key, String claim, Duration delay) {
		return change(key, claim, () -> set(key, Sign.LEFT_ALONE, "", delay));
	}

	@Override
	public CompletableFuture<Void> open(String key, String claim, Duration delay) {
		return use(() -> {
			Claimed claimed = claimed(key);
			if (claimed == null || claimed.sign() == Sign.OPEN || claimed.claim().equals(claim)) {
				set(key, Sign.OPEN, "", delay);
			}
			return null;
		});
	}

	@Override
	public CompletableFuture<Void> pause(Duration delay) {
		return use(() -> {
			this.pause = delay;
			return null;
		});
	}

	@Override
	public CompletableFuture<Duration> pause() {
		return use(() -> this.pause);
	}

	@Override
	public CompletableFuture<Boolean> put(String key, Cached<String> entry) {
		if (this.unwritable) {
			return CompletableFuture.completedFuture(false);
		}
		return use(() -> {
			this.notes.remove(key);
			return this.entries.put(key, entry);
		}).thenApply((before) -> true);
	}

	@Override
	public CompletableFuture<Void> outdate(String key, Instant newer) {
		return use(() -> {
			this.notes.put(key, newer);
			return this.entries.remove(key);
		}).thenApply((before) -> null);
	}

	private CompletableFuture<Void> change(String key, String claim, Runnable change) {
		return use(() -> {
			Claimed claimed = claimed(key);
			if (claimed != null && claimed.claim().equals(claim)) {
				change.run();
			}
			return null;
		});
	}

	private <T> CompletableFuture<T> use(Supplier<T> use) {
		this.uses++;
		if (this.throwing) {
			throw new IllegalStateException("thrown");
		}
		return this.broken ? outOfOrder() : CompletableFuture.completedFuture(use.get());
	}

	private static <T> CompletableFuture<T> outOfOrder() {
		return CompletableFuture.failedFuture(new IllegalStateException("out of order"));
	}

	private void set(String key, Sign sign, String claim, Duration lease) {
		this.claims.put(key, new Claimed(sign, claim, this.time.instant().plus(lease)));
	}

	private @Nullable Claimed claimed(String key) {
		Claimed claimed = this.claims.get(key);
		return (claimed != null && claimed.until().isAfter(this.time.instant())) ? claimed : null;
	}

	private record Claimed(Sign sign, String claim, Instant until) {
	}

}
