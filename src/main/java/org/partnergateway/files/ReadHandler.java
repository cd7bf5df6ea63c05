package org.partnergateway.files;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers GET, HEAD and OPTIONS, and refuses other methods with 405.
 */
abstract sealed class ReadHandler implements HttpRequestHandler permits FileHandler, RedirectHandler {

	private static final String METHODS = "GET, HEAD, OPTIONS";

	@Override
	public final void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		switch (request.getMethod()) {
			case "GET" -> answer(request, response, true);
			case "HEAD" -> answer(request, response, false);
			case "OPTIONS" -> response.setHeader(HttpHeaders.ALLOW, METHODS);
			default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
		}
	}

	abstract void answer(HttpServletRequest request, HttpServletResponse response, boolean withBody) throws IOException;

}
