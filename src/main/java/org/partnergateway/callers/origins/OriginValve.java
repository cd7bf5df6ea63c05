package org.partnergateway.callers.origins;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;

/**
 * Adds the CORS headers that say whether a page may read the answer, whatever gives it:
 * the application, a filter before security, or the container. Refuses nothing: a request
 * is answered as it would be without an origin, since not only browsers send one.
 */
public final class OriginValve extends ValveBase {

	private final CorsConfiguration origins;

	private final String exposed;

	public OriginValve(CorsConfiguration origins) {
		super(true);
		this.origins = origins;
		this.exposed = String.join(", ", AllowedOrigins.EXPOSED_HEADERS);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// PreflightFilter writes these headers for preflights.
		if (!CorsUtils.isPreFlightRequest(request)) {
			String allowed = this.origins.checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
			response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
			if (allowed != null) {
				response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
				response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, this.exposed);
			}
		}
		getNext().invoke(request, response);
	}

}
