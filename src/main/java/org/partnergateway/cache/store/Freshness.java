package org.partnergateway.cache.store;

/**
 * How a stored value may be used, in the order in which it ages.
 */
public enum Freshness {

	/** Served, nothing else to do. */
	FRESH,

	/** Served at once while one load runs in the background (RFC 5861 section 3). */
	REFRESHING,

	/** Served only if a load fails (RFC 5861 section 4). */
	STALE,

	/** Never served. */
	EXPIRED

}
