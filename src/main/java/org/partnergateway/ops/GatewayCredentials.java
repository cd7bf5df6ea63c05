package org.partnergateway.ops;

import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.Consents;
import org.partnergateway.token.refresh.RefreshTokenAge;

/**
 * What is known about the gateway's credentials.
 *
 * @param tokens the access tokens
 * @param refreshToken the age of the refresh token
 * @param consents the consent of a user
 * @param mfa whether the tokens show multi-factor authentication
 */
record GatewayCredentials(AccessTokens tokens, RefreshTokenAge refreshToken, Consents consents, MfaCompliance mfa) {
}
