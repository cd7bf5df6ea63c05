package org.partnergateway.token.request;

import reactor.core.publisher.Mono;

import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * The client credentials grant: the application alone (RFC 6749, section 4.4). Partner
 * Center refuses such tokens for license analytics.
 */
public final class ClientCredentials implements TokenSource {

	private final TokenRequests requests;

	private final WebClientReactiveClientCredentialsTokenResponseClient client;

	public ClientCredentials(TokenRequests requests) {
		this.requests = requests;
		this.client = requests.prepare(new WebClientReactiveClientCredentialsTokenResponseClient());
	}

	@Override
	public Mono<IssuedToken> request() {
		return this.requests
			.send(this.client, AuthorizationGrantType.CLIENT_CREDENTIALS, OAuth2ClientCredentialsGrantRequest::new)
			.map((response) -> IssuedToken.from(response, AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

}
