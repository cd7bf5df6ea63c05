package org.partnergateway.token.request;

import org.partnergateway.token.credential.ClientAuthentication;

/**
 * The gateway's application as it is registered with Microsoft Entra.
 *
 * @param clientId the identifier of the application
 * @param authentication its client authentication
 */
public record Application(String clientId, ClientAuthentication authentication) {
}
