package org.partnergateway.callers;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.addresses.RemoteAddress;
import org.partnergateway.callers.limits.Permit;
import org.partnergateway.callers.limits.RateLimits;
import org.partnergateway.callers.refusal.Refusals;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests of each caller, and says with each answer how many are left.
 * Without authentication, each address counts as a caller. Comes after authentication;
 * requests that are refused there are not counted here.
 */
final class RateLimitFilter extends OncePerRequestFilter {

	private final RateLimits limits;

	private final boolean authenticated;

	private final Refusals refusals;

	RateLimitFilter(RateLimits limits, boolean authenticated, Refusals refusals) {
		this.limits = limits;
		this.authenticated = authenticated;
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String caller = this.authenticated ? name() : RemoteAddress.site(request);
		if (caller == null) {
			chain.doFilter(request, response);
			return;
		}
		Permit taken = Admission.taken(request, caller);
		Permit permit = (taken != null) ? taken : this.limits.take(caller);
		permit.writeTo(response);
		if (permit.granted()) {
			chain.doFilter(request, response);
		}
		else {
			this.refusals.tooMany(request, response, caller, permit);
		}
	}

	private static @Nullable String name() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : null;
	}

}
