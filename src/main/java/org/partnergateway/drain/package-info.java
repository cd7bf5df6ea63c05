/**
 * How the gateway stops without losing a request. Tomcat's graceful shutdown waits for
 * requests that have begun, but refuses one that comes on a kept-alive connection
 * afterwards, and its caller could not know. So before that every answer says
 * {@code Connection: close}, for as long as requests still come, and callers go elsewhere
 * by themselves. Readiness is down and the management port answers all the while.
 */
@NullMarked
package org.partnergateway.drain;

import org.jspecify.annotations.NullMarked;
