package org.partnergateway.token.request;

import java.net.URI;
import java.time.Duration;

/**
 * Where tokens come from.
 *
 * @param uri the token endpoint (RFC 6749, section 3.2)
 * @param scope the scope to request; several are separated by a space
 * @param connectTimeout the longest that connecting may take
 * @param attemptTimeout the longest that a token request may take, connecting included
 */
public record TokenEndpoint(URI uri, String scope, Duration connectTimeout, Duration attemptTimeout) {
}
