package org.partnergateway.licenses;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How reports are kept.
 *
 * @param timeToLive Time after its fetch for which a report is served without a thought.
 * @param staleWhileRevalidate Time after that for which it is served while it is
 * refreshed in the background.
 * @param staleIfError Time after its fetch for which a report is served if Partner Center
 * fails.
 * @param keepWarm Whether to fetch the partner reports at start and refresh them ahead of
 * expiry.
 * @param ignoreCacheControl Whether to disregard what Partner Center's headers say about
 * keeping reports. Otherwise reports that may not be stored are not, so that nothing is
 * left to answer with if Partner Center fails.
 * @param maxSize Bound of what is kept in memory.
 * @param maxWaiting Number of callers who may wait for Partner Center at a time; by
 * default what half of the heap can hold, a quarter of a small one.
 * @param fastPath Whether stored reports are answered before Spring Security and Spring
 * MVC where nothing is left to decide.
 * @param shortWay Former name of {@code reports.fast-path}.
 * @param sharedStore Where replicas share reports.
 */
@ConfigurationProperties("reports")
record ReportsProperties(@DefaultValue("15m") Duration timeToLive, @DefaultValue("15m") Duration staleWhileRevalidate,
		@DefaultValue("72h") Duration staleIfError, @DefaultValue("true") boolean keepWarm,
		@DefaultValue("true") boolean ignoreCacheControl, @DefaultValue("64MB") DataSize maxSize,
		@Nullable Integer maxWaiting, @DefaultValue("true") boolean fastPath, @Nullable Boolean shortWay,
		@DefaultValue("none") SharedStore sharedStore) {

	/**
	 * Where replicas share reports.
	 */
	enum SharedStore {

		/** Nowhere: each has its own. */
		NONE,

		/** In the Redis that spring.data.redis.* names. */
		REDIS

	}

}
