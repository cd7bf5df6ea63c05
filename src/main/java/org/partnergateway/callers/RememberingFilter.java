package org.partnergateway.callers;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has those remembered who come to the end of the chain: they are who they say, and may
 * read.
 */
final class RememberingFilter extends OncePerRequestFilter {

	private final KnownCallers known;

	RememberingFilter(KnownCallers known) {
		this.known = known;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller != null && caller.isAuthenticated()) {
			this.known.remember(request, caller);
		}
		chain.doFilter(request, response);
	}

}
