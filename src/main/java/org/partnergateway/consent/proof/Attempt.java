package org.partnergateway.consent.proof;

import java.time.Instant;

import org.partnergateway.consent.signin.SignedIn;
import org.partnergateway.token.AccessToken;

/**
 * A consent that has been given and not proved yet.
 *
 * @param id identifies it, and cannot be guessed
 * @param user who signed in
 * @param access the access token
 * @param refreshToken the refresh token
 * @param forgottenAt when it is forgotten
 */
public record Attempt(String id, SignedIn user, AccessToken access, String refreshToken, Instant forgottenAt) {

	@Override
	public String toString() {
		return "Attempt[user=%s, forgottenAt=%s]".formatted(this.user, this.forgottenAt);
	}

}
