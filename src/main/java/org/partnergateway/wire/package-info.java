/**
 * Refuses what the container would let pass or answer by itself, but a gateway must not.
 * If a proxy in front of the gateway reads a request in another way than Tomcat, a second
 * request can be hidden in the first (request smuggling). So a request that can be read
 * in two ways is refused, and its connection is closed.
 */
@NullMarked
package org.partnergateway.wire;

import org.jspecify.annotations.NullMarked;
