package org.partnergateway.licenses.web;

import org.partnergateway.cache.Found;

/**
 * Tells callers how an answer came about: {@code Cache-Status} (RFC 9211) and
 * {@code Cache-Control}.
 */
final class CacheStatus {

	static final String HEADER = "Cache-Status";

	private static final String CACHE = "partner-license-gateway";

	private CacheStatus() {
	}

	static String of(Found<?> found) {
		return switch (found.outcome()) {
			// Rounds down, so that what is past its time to live by any amount shows.
			case FRESH, REFRESHING, STALE -> CACHE + "; hit; ttl=" + found.timeLeft().toSeconds();
			case FETCHED -> forwarded(found) + (found.stored() ? "; stored" : "");
			case COLLAPSED -> forwarded(found) + "; collapsed";
		};
	}

	/**
	 * What a caller's own cache may do. Nothing, where Partner Center forbade it.
	 */
	static String cacheControl(Found<?> found) {
		return found.stored() ? "private, max-age=" + found.cached().timeToLive().toSeconds() : "no-store";
	}

	private static String forwarded(Found<?> found) {
		return CACHE + "; fwd=" + (found.replaced() ? "stale" : "miss");
	}

}
