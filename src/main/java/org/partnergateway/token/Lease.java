package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.IssuedToken;

/**
 * A token and for how long it is used.
 *
 * @param token the token
 * @param usableUntil when it is no longer handed out: shortly before it expires, since a
 * call takes its time too
 * @param renewAt when to renew it ahead of need, or {@code null} if it is too short-lived
 * for that and renewed when it is needed
 */
record Lease(AccessToken token, Instant usableUntil, @Nullable Instant renewAt) {

	// A token endpoint that issues nothing longer must not be asked all the time.
	private static final Duration SHORTEST_RENEWED_AHEAD = Duration.ofSeconds(5);

	private static final Duration SHORTEST_MARGIN = Duration.ofSeconds(1);

	private static final Duration LONGEST_MARGIN = Duration.ofSeconds(5);

	/**
	 * Begins the use of a token.
	 * @param issued what was issued
	 * @param askedAt when it was asked for. Its lifetime counts from there, so that the
	 * time it took to arrive does not make it seem younger than it is
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
