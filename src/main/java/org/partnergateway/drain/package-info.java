/**
 * Stops the gateway without losing a request. Tomcat's graceful shutdown waits for
 * requests that have begun, but refuses one that comes later on a kept-alive connection,
 * which its caller cannot foresee. So before that every answer carries {@code Connection:
 * close} as long as requests still come, and callers connect to another replica.
 * Meanwhile readiness is down, and the management port still answers.
 */
@NullMarked
package org.partnergateway.drain;

import org.jspecify.annotations.NullMarked;
