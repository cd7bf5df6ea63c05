package org.partnergateway.token.request;

/**
 * A grant that is presented to the token endpoint in return for an access token.
 */
sealed interface TokenGrant extends TokenSource permits ClientCredentials, RefreshToken {

}
