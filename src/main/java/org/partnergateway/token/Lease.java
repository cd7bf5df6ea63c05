package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.IssuedToken;

/**
 * A token, with the times of its use and renewal.
 *
 * @param token the token
 * @param usableUntil when it is no longer handed out: shortly before it expires, since
 * the call takes time as well
 * @param renewAt when to renew it in the background, or {@code null} if it is too
 * short-lived for that and renewed on demand
 */
record Lease(AccessToken token, Instant usableUntil, @Nullable Instant renewAt) {

	// Shorter-lived tokens would cause requests to the token endpoint all the time.
	private static final Duration SHORTEST_RENEWED_AHEAD = Duration.ofSeconds(5);

	private static final Duration SHORTEST_MARGIN = Duration.ofSeconds(1);

	private static final Duration LONGEST_MARGIN = Duration.ofSeconds(5);

	/**
	 * Creates the lease of a token that has just been issued.
	 * @param issued the token
	 * @param askedAt when it was requested. Its lifetime counts from then, so that the
	 * time of the request does not make it seem younger
	 */
	static Lease of(IssuedToken issued, Instant askedAt) {
		Duration lifetime = issued.lifetime();
		Instant expiresAt = askedAt.plus(lifetime);
		Duration lead = lifetime.dividedBy(5);
		return new Lease(new AccessToken(issued.value(), expiresAt), expiresAt.minus(margin(lifetime)),
				(lifetime.compareTo(SHORTEST_RENEWED_AHEAD) < 0) ? null : expiresAt.minus(lead));
	}

	boolean isUsable(Instant now) {
		return now.isBefore(this.usableUntil);
	}

	private static Duration margin(Duration lifetime) {
		Duration tenth = lifetime.dividedBy(10);
		if (tenth.compareTo(SHORTEST_MARGIN) < 0) {
			return SHORTEST_MARGIN;
		}
		return (tenth.compareTo(LONGEST_MARGIN) > 0) ? LONGEST_MARGIN : tenth;
	}

}
