package org.partnergateway.sandbox.signin;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Turns authorization codes and refresh tokens into tokens of the user who consented.
 * Remembers the newest thousand refresh tokens, and lets each be used any number of
 * times. Safe for use by any thread.
 */
public final class UserGrants {

	private final IssuedSecrets<ConsentedRequest> refreshTokens = new IssuedSecrets<>();

	private final AuthorizationCodes codes;

	private final SignedTokens signed;

	/**
	 * Creates the grants.
	 * @param codes the codes that may be redeemed
	 * @param signed makes the tokens that say who the user is
	 */
	public UserGrants(AuthorizationCodes codes, SignedTokens signed) {
		this.codes = codes;
		this.signed = signed;
	}

	/**
	 * Redeems an authorization code.
	 * @param form the token request
	 * @return the tokens
	 * @throws GrantRefusedException if the code cannot be redeemed by this request
	 */
	public UserTokens redeem(Map<String, String> form) {
		ConsentedRequest consent = this.codes.redeem(form);
		return tokens(consent, this.signed.idToken(consent));
	}

	/**
	 * Uses a refresh token.
	 * @param refreshToken the refresh token, which stays valid
	 * @return the tokens; {@code null} if the refresh token is not that of a user, or is
	 * forgotten
	 */
	public @Nullable UserTokens refresh(String refreshToken) {
		ConsentedRequest consent = this.refreshTokens.find(refreshToken);
		return (consent != null) ? tokens(consent, null) : null;
	}

	private UserTokens tokens(ConsentedRequest consent, @Nullable String idToken) {
		return new UserTokens(consent.user(), this.signed.accessToken(consent), this.refreshTokens.issue(consent),
				idToken, consent.request().scope());
	}

}
