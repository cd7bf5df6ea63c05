package org.partnergateway.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Leads to another file. The location is relative (RFC 9110, section 10.2.2), so that it
 * is right behind a proxy that cuts a prefix off the path, whether or not that says so,
 * and whatever a caller calls the host.
 */
public final class RedirectHandler extends ReadHandler {

	private final String location;

	/**
	 * Creates a handler.
	 * @param location the other file, as seen from the one that was asked for
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
