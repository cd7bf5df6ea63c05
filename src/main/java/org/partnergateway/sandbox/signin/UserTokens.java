package org.partnergateway.sandbox.signin;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that a user's consent leads to.
 *
 * @param user the user
 * @param accessToken the access token, a JWT
 * @param refreshToken the refresh token, an opaque value
 * @param idToken the ID token, a JWT; {@code null} if the tokens are from a refresh token
 * @param scope what the user allowed
 */
public record UserTokens(SandboxUser user, String accessToken, String refreshToken, @Nullable String idToken,
		String scope) {

	/**
	 * Leaves out the tokens.
	 */
	@Override
	public String toString() {
		return "UserTokens[user=%s, scope=%s]".formatted(this.user, this.scope);
	}

}
