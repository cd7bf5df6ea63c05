package org.partnergateway.openapi;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Hides forwarded headers from the pages of the description. Whoever makes those would
 * read the headers once more, of whoever writes them, and fail over what is malformed; a
 * proxy that is believed has been heard by then.
 */
final class ForwardedHeadersRemoval extends ForwardedHeaderFilter {

	ForwardedHeadersRemoval() {
		setRemoveOnly(true);
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getServletPath().toLowerCase(Locale.ROOT);
		boolean described = path.contains("swagger-ui") || path.contains("api-docs");
		return !described || super.shouldNotFilter(request);
	}

}
