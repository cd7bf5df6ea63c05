package org.partnergateway.token;

import java.time.Instant;

/**
 * What a call to Partner Center carries as its bearer token (RFC 6750).
 *
 * @param value the token: visible ASCII characters, at least one
 * @param expiresAt when it ends, counted from the moment at which it was asked for
 */
public record AccessToken(String value, Instant expiresAt) {

	@Override
	public String toString() {
		return "AccessToken[value=(hidden), expiresAt=%s]".formatted(this.expiresAt);
	}

}
