package org.partnergateway.token.request;

import org.partnergateway.token.credential.ClientAuthentication;

/**
 * The gateway as the token endpoint knows it.
 *
 * @param clientId the identifier of the application
 * @param authentication how it proves that it is this application
 */
public record Application(String clientId, ClientAuthentication authentication) {
}
