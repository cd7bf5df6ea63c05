package org.partnergateway.files;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * Answers with something else where the caller's own path ends in a slash, which is
 * tolerated: references that are relative lead elsewhere from there.
 */
public final class SlashHandler implements HttpRequestHandler {

	private final HttpRequestHandler usual;

	private final HttpRequestHandler withSlash;

	/**
	 * Creates a handler.
	 * @param usual who answers as a rule
	 * @param withSlash who answers where the path ends in a slash
	 */
	public SlashHandler(HttpRequestHandler usual, HttpRequestHandler withSlash) {
		this.usual = usual;
		this.withSlash = withSlash;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		HttpRequestHandler handler = asSent(request).getRequestURI().endsWith("/") ? this.withSlash : this.usual;
		handler.handleRequest(request, response);
	}

	/**
	 * The request as it was before anybody tidied its path.
	 */
	private static HttpServletRequest asSent(HttpServletRequest request) {
		HttpServletRequest sent = request;
		while (sent instanceof HttpServletRequestWrapper wrapper) {
			ServletRequest within = wrapper.getRequest();
			sent = (HttpServletRequest) within;
		}
		return sent;
	}

}
