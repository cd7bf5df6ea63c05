package org.partnergateway.fastpath;

/**
 * The traces and timers of requests on the fast path.
 *
 * @param traces decides which requests are traced
 * @param timers records how long requests take
 */
record Telemetry(TraceDraw traces, RequestTimers timers) {
}
