package org.partnergateway.files;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * Delegates to another handler if the path that the caller sent ends in a slash. Such a
 * path is tolerated, but relative references would lead elsewhere from there.
 */
public final class SlashHandler implements HttpRequestHandler {

	private final HttpRequestHandler usual;

	private final HttpRequestHandler withSlash;

	/**
	 * Creates a handler.
	 * @param usual answers all other requests
	 * @param withSlash answers requests whose path ends in a slash
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
	 * The request as it was sent, without wrappers that change its path.
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
