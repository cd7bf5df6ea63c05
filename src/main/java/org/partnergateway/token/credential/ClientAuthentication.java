package org.partnergateway.token.credential;

import java.util.List;

import org.partnergateway.settings.InvalidSettingException;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * How the application proves to the token endpoint that it is the one it says it is.
 * Whatever is in a file is read for each token request; so all methods may block.
 */
public sealed interface ClientAuthentication permits ClientSecret, ClientCertificate, FederatedAssertion {

	/**
	 * The files that are read for a token request; none if all is known already.
	 */
	List<TokenFile> files();

	/**
	 * Reads what a token request would.
	 * @throws InvalidSettingException if it cannot be used
	 */
	void check();

	/**
	 * Completes the registration for one token request.
	 * @throws InvalidSettingException if what it needs cannot be used
	 */
	void register(ClientRegistration.Builder registration);

	/**
	 * The parameters that the registration does not bring about.
	 * @throws InvalidSettingException if what they need cannot be used
	 */
	default MultiValueMap<String, String> parameters(AbstractOAuth2AuthorizationGrantRequest request) {
		return new LinkedMultiValueMap<>();
	}

}
