package org.partnergateway.page;

import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.partnergateway.connector.Bodies;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Sends a file.
 */
final class AssetHandler implements HttpRequestHandler {

	private static final String METHODS = "GET, HEAD, OPTIONS";

	// Browsers give it no weight; whoever does gets the file as it is.
	private static final Pattern GZIP = Pattern.compile("(?i)(?:^|,)[ \t]*gzip[ \t]*(?:,|$)");

	private final Asset asset;

	AssetHandler(Asset asset) {
		this.asset = asset;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		switch (request.getMethod()) {
			case "GET" -> send(request, response, true);
			case "HEAD" -> send(request, response, false);
			case "OPTIONS" -> response.setHeader(HttpHeaders.ALLOW, METHODS);
			default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
		}
	}

	private void send(HttpServletRequest request, HttpServletResponse response, boolean withBody) throws IOException {
		boolean compressed = Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))
			.stream()
			.anyMatch((codings) -> GZIP.matcher(codings).find());
		response.setHeader(HttpHeaders.CACHE_CONTROL, this.asset.cacheControl());
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		if (new ServletWebRequest(request, response).checkNotModified(this.asset.entityTag(compressed))) {
			return;
		}
		byte[] body = this.asset.body(compressed);
		if (compressed) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(this.asset.contentType());
		response.setContentLength(body.length);
		if (withBody) {
			Bodies.write(request, response, body);
		}
	}

}
