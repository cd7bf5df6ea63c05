package org.partnergateway.callers.credential;

/**
 * What callers may prove with who they are. Nothing at all, if everyone may ask.
 *
 * @param tokens whether access tokens are accepted
 * @param keys whether API keys are accepted
 */
public record AcceptedCredentials(boolean tokens, boolean keys) {
}
