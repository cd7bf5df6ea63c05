package org.partnergateway.token.request;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * The refresh token grant: the consent of a user (RFC 6749, section 6). If the token
 * endpoint issues a new refresh token with the access token, the new one is on disk
 * before the access token is used; if it cannot be written, it is kept in memory
 * meanwhile.
 */
public final class RefreshToken implements TokenSource {

	// Spring Security requires the access token that is to be replaced, and does not send
	// it.
	private static final OAuth2AccessToken REPLACED = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER,
			"replaced", null, null);

	private static final Logger logger = LoggerFactory.getLogger(RefreshToken.class);

	// Whether the log already says that no new refresh token was issued.
	private final AtomicBoolean told = new AtomicBoolean();

	private final TokenRequests requests;

	private final RefreshTokenStore store;

	private final WebClientReactiveRefreshTokenTokenResponseClient client;

	private final String remedy;

	/**
	 * Creates the grant.
	 * @param requests sends the requests
	 * @param store has the refresh token
	 * @param consentOffered whether a user can consent in a browser
	 */
	public RefreshToken(TokenRequests requests, RefreshTokenStore store, boolean consentOffered) {
		this.requests = requests;
		this.store = store;
		this.remedy = consentOffered ? Remedies.FIRST_CONSENT : Remedies.FIRST_TOKEN;
		this.client = requests.prepare(new WebClientReactiveRefreshTokenTokenResponseClient());
	}

	@Override
	public Mono<IssuedToken> request() {
		return this.store.token()
			.switchIfEmpty(Mono.error(() -> TokenException.unconsented(this.remedy)))
			.flatMap(this::request);
	}

	private Mono<IssuedToken> request(String refreshToken) {
		return this.requests
			.send(this.client, AuthorizationGrantType.REFRESH_TOKEN,
					(registration) -> grantRequest(registration, refreshToken))
			.flatMap((response) -> keep(refreshToken, response))
			.map((response) -> IssuedToken.from(response, AuthorizationGrantType.REFRESH_TOKEN));
	}

	private OAuth2RefreshTokenGrantRequest grantRequest(ClientRegistration registration, String refreshToken) {
		return new OAuth2RefreshTokenGrantRequest(registration, REPLACED, new OAuth2RefreshToken(refreshToken, null),
				this.requests.scopes());
	}

	private Mono<OAuth2AccessTokenResponse> keep(String sent, OAuth2AccessTokenResponse response) {
		@Nullable OAuth2RefreshToken received = response.getRefreshToken();
		if (received == null || received.getTokenValue().equals(sent)) {
			tellOfNone();
			return Mono.just(response);
		}
		this.told.set(false);
		return this.store.keep(sent, received.getTokenValue()).thenReturn(response);
	}

	private void tellOfNone() {
		if (this.told.compareAndSet(false, true)) {
			logger.warn("The token endpoint issued no new refresh token, so the consent ends 90 days after the one in "
					+ "the file was issued. Check that partner-center.token.scope has offline_access");
		}
	}

}
