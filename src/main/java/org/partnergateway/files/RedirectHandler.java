package org.partnergateway.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Redirects to another file (302). The location is relative (RFC 9110, section 10.2.2),
 * so that it is correct under any host name, and behind a proxy that removes a prefix of
 * the path, even if the proxy does not say so.
 */
public final class RedirectHandler extends ReadHandler {

	private final String location;

	/**
	 * Creates a handler.
	 * @param location the other file, relative to the one that was asked for
	 */
	public RedirectHandler(String location) {
		this.location = location;
	}

	@Override
	void answer(HttpServletRequest request, HttpServletResponse response, boolean withBody) {
		response.setStatus(HttpServletResponse.SC_FOUND);
		response.setHeader(HttpHeaders.LOCATION, this.location);
	}

}
