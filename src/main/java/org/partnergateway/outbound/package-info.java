/**
 * How the gateway reaches others: Partner Center, its token endpoint, and the issuers of
 * callers' tokens.
 *
 * <h2>The idea</h2> {@link org.partnergateway.outbound.Outbound} prepares whatever opens
 * connections: it chooses the proxy or the direct way, says whose certificates are
 * trusted, and keeps following DNS. A proxy is always asked for a tunnel (CONNECT), for
 * {@code http:} URLs too. So what comes out of the tunnel is the other side's word, and
 * what the proxy itself says is an {@link org.partnergateway.outbound.OutboundException}.
 *
 * <h2>The knobs</h2> {@code partner-center.proxy}, {@code .proxy-password-file},
 * {@code .no-proxy} and {@code .ssl-bundle}; without the first the JVM's own
 * {@code https.proxyHost} and its kin.
 */
@NullMarked
package org.partnergateway.outbound;

import org.jspecify.annotations.NullMarked;
