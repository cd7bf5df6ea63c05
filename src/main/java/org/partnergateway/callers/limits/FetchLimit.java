package org.partnergateway.callers.limits;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.addresses.RemoteAddress;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Limits how many fetches from Partner Center each caller may cause. Safe for use by any
 * thread.
 */
public final class FetchLimit {

	private final @Nullable RateLimits fetches;

	private final boolean authenticated;

	/**
	 * Creates a limit.
	 * @param fetches how many fetches a caller has left, or {@code null} if they are not
	 * counted
	 * @param authenticated whether callers are authenticated; if not, each address counts
	 * as a caller
	 */
	public FetchLimit(@Nullable RateLimits fetches, boolean authenticated) {
		this.fetches = fetches;
		this.authenticated = authenticated;
	}

	/**
	 * Takes one fetch from what the caller of a request has left.
	 * @param request the request
	 * @throws FetchLimitException if none is left
	 */
	public void take(HttpServletRequest request) {
		String caller = this.authenticated ? name() : RemoteAddress.site(request);
		if (this.fetches == null || caller == null) {
			return;
		}
		Permit permit = this.fetches.take(caller);
		if (!permit.granted()) {
			throw new FetchLimitException(caller, permit);
		}
	}

	private static @Nullable String name() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : null;
	}

}
