/**
 * Outbound connections: to Partner Center, its token endpoint, and the issuers of
 * callers' tokens.
 *
 * <h2>The idea</h2> {@link org.partnergateway.outbound.Outbound} prepares the clients
 * that open connections: it chooses a proxy or none, sets the trusted certificates, and
 * follows changes in DNS. A proxy is always asked for a tunnel (CONNECT), for
 * {@code http:} URLs too. So every response comes from the target, and an error of the
 * proxy is an {@link org.partnergateway.outbound.OutboundException}.
 *
 * <h2>The settings</h2> {@code partner-center.proxy}, {@code .proxy-password-file},
 * {@code .no-proxy} and {@code .ssl-bundle}; without the first, the JVM's own proxy
 * properties such as {@code https.proxyHost}.
 */
@NullMarked
package org.partnergateway.outbound;

import org.jspecify.annotations.NullMarked;
