package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Holds the token in use, if there is one. Safe for use by any thread.
 */
final class TokenInUse {

	private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();

	@Nullable Lease lease() {
		return this.lease.get();
	}

	void set(@Nullable Lease lease) {
		this.lease.set(lease);
	}

	/**
	 * The lease of a token.
	 * @return the lease, or {@code null} if the token is not in use
	 */
	@Nullable Lease of(AccessToken token) {
		Lease lease = this.lease.get();
		return (lease != null && lease.token().equals(token)) ? lease : null;
	}

	/**
	 * Removes the token, unless another one has taken its place.
	 */
	void drop(Lease lease) {
		this.lease.compareAndSet(lease, null);
	}

	/**
	 * Whether there is a token that may be handed out.
	 */
	boolean isUsable(Instant now) {
		Lease lease = this.lease.get();
		return lease != null && lease.isUsable(now);
	}

	/**
	 * How much longer the token is valid.
	 * @return the time left, zero if it has passed, or {@code null} if there is no token
	 */
	@Nullable Duration expiresIn(Instant now) {
		Lease lease = this.lease.get();
		if (lease == null) {
			return null;
		}
		Duration left = Duration.between(now, lease.token().expiresAt());
		return left.isNegative() ? Duration.ZERO : left;
	}

}
