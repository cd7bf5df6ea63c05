package org.partnergateway.token.credential;

import java.util.List;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * An assertion of another issuer about the application, such as a service account token
 * of a Kubernetes cluster; sent unchanged as {@code client_assertion} (RFC 7523, section
 * 2.2).
 */
public final class FederatedAssertion implements ClientAuthentication {

	private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	private final TokenFile file;

	public FederatedAssertion(TokenFile file) {
		this.file = file;
	}

	@Override
	public List<TokenFile> files() {
		return List.of(this.file);
	}

	@Override
	public void check() {
		this.file.read();
	}

	@Override
	public void register(ClientRegistration.Builder registration) {
		registration.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
	}

	@Override
	public MultiValueMap<String, String> parameters(AbstractOAuth2AuthorizationGrantRequest request) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		parameters.set(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE, JWT_BEARER);
		parameters.set(OAuth2ParameterNames.CLIENT_ASSERTION, this.file.read().strip());
		return parameters;
	}

}
