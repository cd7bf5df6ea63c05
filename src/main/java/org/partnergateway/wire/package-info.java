/**
 * HTTP as it comes from the wire: what the container would let pass, or answer by itself,
 * and a gateway must not. Whatever stands in front of the gateway and reads a request in
 * another way than Tomcat could be made to pass a second request on within the first
 * (request smuggling); so a request that can be read in two ways is refused, and its
 * connection ends there.
 */
@NullMarked
package org.partnergateway.wire;

import org.jspecify.annotations.NullMarked;
