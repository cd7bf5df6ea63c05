package org.partnergateway.cache;

import java.time.Duration;

/**
 * The entry that is stored for a key, at a moment.
 *
 * @param age the time since it was fetched
 * @param timeToLive how long after that it is fresh
 */
public record EntrySnapshot(Duration age, Duration timeToLive) {
}
