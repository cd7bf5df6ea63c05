package org.partnergateway.callers.limits;

/**
 * The limits of callers.
 *
 * @param requests how many requests a caller has left
 * @param failedAttempts how many failed attempts an address has left
 * @param authenticated whether callers are authenticated
 * @param counted whether requests are counted at all
 */
public record CallerLimits(RateLimits requests, RateLimits failedAttempts, boolean authenticated, boolean counted) {
}
