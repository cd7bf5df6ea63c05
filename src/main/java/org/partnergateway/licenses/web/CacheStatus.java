package org.partnergateway.licenses.web;

import org.partnergateway.cache.Found;

/**
 * Says in headers how an answer came about: {@code Cache-Status} (RFC 9211) and
 * {@code Cache-Control}.
 */
final class CacheStatus {

	static final String HEADER = "Cache-Status";

	private static final String CACHE = "partner-license-gateway";

	private CacheStatus() {
	}

	static String of(Found<?> found) {
		return switch (found.outcome()) {
			// Rounds down, so that any time past the time to live is negative.
			case FRESH, REFRESHING, STALE -> CACHE + "; hit; ttl=" + found.timeLeft().toSeconds();
			case FETCHED -> forwarded(found) + (found.stored() ? "; stored" : "");
			case COLLAPSED -> forwarded(found) + "; collapsed";
		};
	}

	/**
	 * What a caller's own cache may do; it may store nothing if the gateway did not.
	 */
	static String cacheControl(Found<?> found) {
		return found.stored() ? "private, max-age=" + found.cached().timeToLive().toSeconds() : "no-store";
	}

	private static String forwarded(Found<?> found) {
		return CACHE + "; fwd=" + (found.replaced() ? "stale" : "miss");
	}

}
