package org.partnergateway.cache.shared;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.load.LoadFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the shared store, except during an outage.
 */
final class SharedUse {

	private static final Logger logger = LoggerFactory.getLogger(SharedUse.class);

	private final Outage outage;

	private final Sparse sparse;

	SharedUse(CacheClock clock) {
		this.outage = new Outage(clock.ticker());
		this.sparse = new Sparse(clock.now());
	}

	Outage outage() {
		return this.outage;
	}

	/**
	 * Uses the store for a small call, unless there is an outage.
	 */
	<T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> use) {
		if (this.outage.isOn()) {
			return notUsed();
		}
		return started(use).whenComplete((value, failure) -> {
			if (failure != null) {
				this.outage.failed(LoadFailedException.unwrap(failure));
			}
			else {
				this.outage.succeeded();
			}
		});
	}

	/**
	 * Uses the store for an entry, unless there is an outage. A failure here is not an
	 * outage: an entry may be too large for the network, which says nothing about other
	 * keys. Only small calls show whether the store works.
	 */
	<T extends @Nullable Object> CompletableFuture<T> carry(Supplier<CompletableFuture<T>> use) {
		if (this.outage.isOn()) {
			return notUsed();
		}
		return started(use).whenComplete((value, failure) -> {
			if (failure != null) {
				this.sparse.run(() -> logger.warn("An entry of the shared store was not read or written: {}",
						LoadFailedException.unwrap(failure).toString()));
			}
		});
	}

	/**
	 * Treats a store that throws like one whose future fails.
	 */
	private static <T extends @Nullable Object> CompletableFuture<T> started(Supplier<CompletableFuture<T>> use) {
		try {
			return use.get();
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <T extends @Nullable Object> CompletableFuture<T> notUsed() {
		return CompletableFuture.failedFuture(new IllegalStateException("the shared store is not used"));
	}

}
