package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A shared store in memory, which can be out of order.
 */
final class TestSharedStore implements SharedStore<String, String> {

	final Map<String, Cached<String>> entries = new HashMap<>();

	final Map<String, Instant> notes = new HashMap<>();

	private final Map<String, Claimed> claims = new HashMap<>();

	private final TestTime time;

	private int uses;

	private boolean broken;

	TestSharedStore(TestTime time) {
		this.time = time;
	}

	/**
	 * How often it was used, in vain or not.
	 */
	int uses() {
		return this.uses;
	}

	void broken(boolean broken) {
		this.broken = broken;
	}

	boolean isClaimed(String key) {
		return claimed(key) != null;
	}

	@Override
	public CompletableFuture<Shelf<String>> look(String key) {
		return use(() -> {
			Claimed claimed = claimed(key);
			if (claimed == null || !claimed.claim().isEmpty()) {
				return new Shelf<>(this.entries.get(key), this.notes.get(key), claimed != null, Duration.ZERO);
			}
			Duration left = Duration.between(this.time.instant(), claimed.until());
			return new Shelf<>(this.entries.get(key), this.notes.get(key), false, left);
		});
	}

	@Override
	public CompletableFuture<Boolean> claim(String key, String claim, Duration lease) {
		return use(() -> {
			boolean free = claimed(key) == null;
			if (free) {
				set(key, claim, lease);
			}
			return free;
		});
	}

	@Override
	public CompletableFuture<Void> renew(String key, String claim, Duration lease) {
		return change(key, claim, () -> set(key, claim, lease));
	}

	@Override
	public CompletableFuture<Void> release(String key, String claim) {
		return change(key, claim, () -> this.claims.remove(key));
	}

	@Override
	public CompletableFuture<Void> leaveAlone(String key, String claim, Duration delay) {
		return change(key, claim, () -> set(key, "", delay));
	}

	@Override
	public CompletableFuture<Void> put(String key, Cached<String> entry) {
		return use(() -> {
			this.notes.remove(key);
			return this.entries.put(key, entry);
		}).thenApply((before) -> null);
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
		return this.broken ? CompletableFuture.failedFuture(new IllegalStateException("out of order"))
				: CompletableFuture.completedFuture(use.get());
	}

	private void set(String key, String claim, Duration lease) {
		this.claims.put(key, new Claimed(claim, this.time.instant().plus(lease)));
	}

	private @Nullable Claimed claimed(String key) {
		Claimed claimed = this.claims.get(key);
		return (claimed != null && claimed.until().isAfter(this.time.instant())) ? claimed : null;
	}

	private record Claimed(String claim, Instant until) {
	}

}
