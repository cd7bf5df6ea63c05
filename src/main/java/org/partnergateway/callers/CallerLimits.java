package org.partnergateway.callers;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What callers may use up.
 *
 * @param requests how many requests a caller has left
 * @param failedAttempts how many failed attempts an address has left
 * @param authenticated whether callers say who they are
 * @param counted whether requests are counted at all
 */
record CallerLimits(RateLimits requests, RateLimits failedAttempts, boolean authenticated, boolean counted) {

	/**
	 * Whether an address is not listened to any more.
	 */
	boolean isShutOut(HttpServletRequest request) {
		return !this.failedAttempts.isUntouched() && this.failedAttempts.isExhausted(RemoteAddress.site(request));
	}

}
