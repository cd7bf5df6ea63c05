package org.partnergateway.token;

import java.time.Instant;

/**
 * The bearer token of a call to Partner Center (RFC 6750).
 *
 * @param value the token: visible ASCII characters, at least one
 * @param expiresAt when it expires, computed from the time of the token request
 */
public record AccessToken(String value, Instant expiresAt) {

	@Override
	public String toString() {
		return "AccessToken[value=(hidden), expiresAt=%s]".formatted(this.expiresAt);
	}

}
