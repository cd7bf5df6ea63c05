package org.partnergateway.token.request;

import java.time.Duration;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * An access token as the token endpoint issued it.
 *
 * @param value the access token
 * @param lifetime its lifetime; 1 s if the token endpoint gave none, or none that is
 * valid
 * @param grant the name of the grant
 */
public record IssuedToken(String value, Duration lifetime, String grant) {

	static IssuedToken from(OAuth2AccessTokenResponse response, AuthorizationGrantType grant) {
		OAuth2AccessToken token = response.getAccessToken();
		return new IssuedToken(token.getTokenValue(), Duration.between(token.getIssuedAt(), token.getExpiresAt()),
				grant.getValue());
	}

	@Override
	public String toString() {
		return "IssuedToken[value=(hidden), lifetime=%s, grant=%s]".formatted(this.lifetime, this.grant);
	}

}
