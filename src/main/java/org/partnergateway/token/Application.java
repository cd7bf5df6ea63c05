package org.partnergateway.token;

/**
 * The gateway as the token endpoint knows it.
 *
 * @param clientId the identifier of the application
 * @param authentication how it proves that it is this application
 */
record Application(String clientId, ClientAuthentication authentication) {
}
