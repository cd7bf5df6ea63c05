package org.partnergateway.callers.credential;

/**
 * The kinds of credential that callers may present; neither if they need none.
 *
 * @param tokens whether access tokens are accepted
 * @param keys whether API keys are accepted
 */
public record AcceptedCredentials(boolean tokens, boolean keys) {
}
