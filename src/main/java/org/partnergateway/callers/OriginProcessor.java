package org.partnergateway.callers;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Answers browsers that ask for pages of other origins (the CORS protocol of the Fetch
 * standard). A preflight is answered here, without a credential. Any other request is
 * answered as it would be without an origin, error or not; only whether the page may read
 * that answer is said here.
 */
final class OriginProcessor implements CorsProcessor {

	private final CorsProcessor preflights = new DefaultCorsProcessor() {

		@Override
		protected void rejectRequest(ServerHttpResponse response) {
			// That is done with a problem.
		}

	};

	private final Problems problems;

	OriginProcessor(Problems problems) {
		this.problems = problems;
	}

	@Override
	public boolean processRequest(@Nullable CorsConfiguration cors, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (cors == null) {
			return true;
		}
		if (CorsUtils.isPreFlightRequest(request)) {
			boolean granted = this.preflights.processRequest(cors, request, response);
			if (!granted) {
				this.problems.write(request, response, Problem.of(ProblemType.FORBIDDEN,
						"Pages of this origin may not send such a request. This is set in callers.cors.allowed-origins."));
			}
			return granted;
		}
		String allowed = cors.checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
		response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
		if (allowed != null) {
			response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
			response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", cors.getExposedHeaders()));
		}
		return true;
	}

}
