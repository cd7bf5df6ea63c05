package org.partnergateway.cache.load;

import java.time.Duration;

/**
 * The value that a load returned, and how long the origin allows it to be kept.
 *
 * @param value the value
 * @param storable whether it may be stored; if not, only the callers of its flight get it
 * @param maxAge the longest time to live that the origin allows. The policy's own applies
 * if it is shorter
 * @param <V> the type of the value
 */
public record Loaded<V>(V value, boolean storable, Duration maxAge) {
}
