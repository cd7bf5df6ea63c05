package org.partnergateway.callers;

import java.util.List;

/**
 * Pages that anyone who reaches the gateway may load, since a browser loads a page before
 * its user can show a credential. None of the partner's figures may be in them.
 *
 * @param paths patterns of their paths, as Spring's {@code PathPattern} has them, in any
 * letter case
 * @param contentSecurityPolicy what they may load and do
 */
public record OpenPages(List<String> paths, String contentSecurityPolicy) {
}
