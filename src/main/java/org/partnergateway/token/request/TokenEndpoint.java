package org.partnergateway.token.request;

import java.net.URI;
import java.time.Duration;

/**
 * The token endpoint, and how it is called.
 *
 * @param uri the token endpoint (RFC 6749, section 3.2)
 * @param scope the scope to request; several are separated by a space
 * @param connectTimeout the longest time that connecting may take
 * @param attemptTimeout the longest time that a token request may take, connecting
 * included
 */
public record TokenEndpoint(URI uri, String scope, Duration connectTimeout, Duration attemptTimeout) {
}
