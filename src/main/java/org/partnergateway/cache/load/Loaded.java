package org.partnergateway.cache.load;

import java.time.Duration;

/**
 * What a load returned, and for how long its origin allows it to be kept.
 *
 * @param value the value
 * @param storable whether it may be stored; if not, it goes to those who wait for it and
 * to nobody else
 * @param maxAge the longest time to live that the origin allows. The policy's own applies
 * where that is shorter
 * @param <V> the type of the value
 */
public record Loaded<V>(V value, boolean storable, Duration maxAge) {
}
