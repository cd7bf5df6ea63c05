package org.partnergateway.fastpath;

/**
 * What becomes known of a request.
 *
 * @param traces which requests are traced
 * @param timers how long they take
 */
record Telemetry(TraceDraw traces, RequestTimers timers) {
}
