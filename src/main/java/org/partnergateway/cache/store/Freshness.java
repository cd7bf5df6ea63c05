package org.partnergateway.cache.store;

/**
 * The states of a stored value, in the order in which it ages.
 */
public enum Freshness {

	/** Served at once. */
	FRESH,

	/** Served at once while one load runs in the background (RFC 5861 section 3). */
	REFRESHING,

	/** Served only if a load fails (RFC 5861 section 4). */
	STALE,

	/** Never served. */
	EXPIRED

}
