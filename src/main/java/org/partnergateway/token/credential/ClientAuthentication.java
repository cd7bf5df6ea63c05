package org.partnergateway.token.credential;

import java.util.List;

import org.partnergateway.settings.InvalidSettingException;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The client authentication of the application at the token endpoint. Files are read for
 * each token request, so all methods may block.
 */
public sealed interface ClientAuthentication permits ClientSecret, ClientCertificate, FederatedAssertion {

	/**
	 * The files that are read for a token request; empty if there are none.
	 */
	List<TokenFile> files();

	/**
	 * Reads the credential as a token request would.
	 * @throws InvalidSettingException if the credential cannot be used
	 */
	void check();

	/**
	 * Adds the credential to the registration for one token request.
	 * @throws InvalidSettingException if the credential cannot be used
	 */
	void register(ClientRegistration.Builder registration);

	/**
	 * The parameters of a token request that the registration does not add.
	 * @throws InvalidSettingException if the credential cannot be used
	 */
	default MultiValueMap<String, String> parameters(AbstractOAuth2AuthorizationGrantRequest request) {
		return new LinkedMultiValueMap<>();
	}

}
