package org.partnergateway.callers;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Does not listen to an address that has failed to authenticate too often, for the rest
 * of the period: no credential of its is looked at, so that none can be found by trying.
 * Comes before authentication.
 */
final class FailedAttemptsFilter extends OncePerRequestFilter {

	private final RateLimits failedAttempts;

	private final Refusals refusals;

	FailedAttemptsFilter(RateLimits failedAttempts, Refusals refusals) {
		this.failedAttempts = failedAttempts;
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String site = RemoteAddress.site(request);
		Permit exhausted = this.failedAttempts.findExhausted(site);
		if (exhausted == null || exhausted.granted()) {
			chain.doFilter(request, response);
		}
		else {
			exhausted.writeTo(response);
			this.refusals.tooMany(request, response, site, exhausted);
		}
	}

}
