package org.partnergateway.token.request;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import reactor.core.publisher.Mono;

/**
 * Microsoft Entra, as a user meets it who consents in a browser: the authorization code
 * grant (RFC 6749, section 4.1), with the proof key of RFC 7636. It is the grant of a
 * consent, and never that of a renewal. Safe for use by any thread.
 */
public final class Authority {

	private static final String TOKEN = "/token";

	private static final Pattern OF_ENTRA = Pattern.compile("(.*)/oauth2(/v2\\.0)?/token");

	private final URI tokenUri;

	private final String scope;

	private final TokenRequests requests;

	private final WebClientReactiveAuthorizationCodeTokenResponseClient client;

	/**
	 * Creates the authority of a token endpoint.
	 * @param tokenUri the token endpoint
	 * @param scope the permission to consent to
	 * @param requests sends the requests
	 */
	public Authority(URI tokenUri, String scope, TokenRequests requests) {
		this.tokenUri = tokenUri;
		this.scope = scope;
		this.requests = requests;
		this.client = requests.prepare(new WebClientReactiveAuthorizationCodeTokenResponseClient());
	}

	/**
	 * The authorization endpoint (RFC 6749, section 3.1), which stands beside the token
	 * endpoint.
	 * @return the endpoint; {@code null} if it cannot be derived from the token endpoint
	 */
	public @Nullable URI authorizationUri() {
		String uri = this.tokenUri.toString();
		return uri.endsWith(TOKEN) ? URI.create(uri.substring(0, uri.length() - TOKEN.length()) + "/authorize") : null;
	}

	/**
	 * The scopes to ask a user for, in order.
	 */
	public Set<String> scopes() {
		return new LinkedHashSet<>(List.of(this.scope, "offline_access", OidcScopes.OPENID));
	}

	/**
	 * Identifier of the application.
	 */
	public String clientId() {
		return this.requests.clientId();
	}

	/**
	 * Redeems a code. Does not block.
	 * @param exchange the request to the authorization endpoint, and its answer
	 * @return the tokens; fails with a {@link TokenException}
	 */
	public Mono<Redeemed> redeem(OAuth2AuthorizationExchange exchange) {
		return this.requests
			.send(this.client, AuthorizationGrantType.AUTHORIZATION_CODE,
					(registration) -> new OAuth2AuthorizationCodeGrantRequest(registration, exchange))
			.map(Redeemed::of)
			.onErrorMap(TokenErrors::translate);
	}

	/**
	 * The issuer that the discovery document names (OpenID Connect Discovery 1.0, section
	 * 4). Does not block.
	 * @return the issuer's URL, or nothing if the document has none; fails with a
	 * {@link TokenException}
	 */
	public Mono<String> issuer() {
		return this.requests.document(discoveryUri())
			.mapNotNull((document) -> (document.get("issuer") instanceof String issuer) ? issuer : null)
			.onErrorMap(TokenErrors::translate);
	}

	private URI discoveryUri() {
		String uri = this.tokenUri.toString();
		Matcher matcher = OF_ENTRA.matcher(uri);
		String root = matcher.matches() ? matcher.group(1) + Objects.requireNonNullElse(matcher.group(2), "")
				: uri.substring(0, uri.lastIndexOf('/'));
		return URI.create(root + "/.well-known/openid-configuration");
	}

	/**
	 * The tokens that a code was redeemed for.
	 *
	 * @param accessToken the access token
	 * @param lifetime the lifetime of the access token
	 * @param refreshToken the refresh token, or {@code null} if there was none
	 * @param idToken the ID token (OpenID Connect Core 1.0, section 2), not verified, or
	 * {@code null} if there was none
	 */
	public record Redeemed(String accessToken, Duration lifetime, @Nullable String refreshToken,
			@Nullable String idToken) {

		static Redeemed of(OAuth2AccessTokenResponse response) {
			OAuth2AccessToken access = response.getAccessToken();
			OAuth2RefreshToken refresh = response.getRefreshToken();
			Object idToken = response.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN);
			return new Redeemed(access.getTokenValue(), Duration.between(access.getIssuedAt(), access.getExpiresAt()),
					(refresh != null) ? refresh.getTokenValue() : null, (idToken instanceof String id) ? id : null);
		}

		@Override
		public String toString() {
			return "Redeemed[(hidden)]";
		}

	}

}
