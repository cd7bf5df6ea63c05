package org.partnergateway.consent.signin;

import java.net.URI;
import java.time.Instant;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * A sign-in that has begun.
 *
 * @param request the request to the authorization endpoint, with the proof key
 * @param state the state that comes back with the browser
 * @param nonce the value that the ID token must have
 * @param redirectUri where the browser is to come back to
 * @param begunAt when it began
 */
public record SignIn(OAuth2AuthorizationRequest request, String state, String nonce, URI redirectUri, Instant begunAt) {

	/**
	 * The link that leads to the authorization endpoint.
	 */
	public String link() {
		return this.request.getAuthorizationRequestUri();
	}

	@Override
	public String toString() {
		return "SignIn[begunAt=%s]".formatted(this.begunAt);
	}

}
