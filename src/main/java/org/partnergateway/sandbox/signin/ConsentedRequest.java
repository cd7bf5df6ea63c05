package org.partnergateway.sandbox.signin;

/**
 * What a user allowed an application.
 *
 * @param request what the application asked for
 * @param user the user
 */
record ConsentedRequest(AuthorizationRequest request, SandboxUser user) {
}
