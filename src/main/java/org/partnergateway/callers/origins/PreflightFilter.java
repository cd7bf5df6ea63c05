package org.partnergateway.callers.origins;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers the preflights of browsers (the CORS protocol of the Fetch standard). Comes
 * before authentication, since a preflight has no credential; its answer reveals only
 * what is configured. Refuses every preflight if no origin is allowed.
 */
public final class PreflightFilter extends OncePerRequestFilter {

	private final CorsProcessor preflights = new DefaultCorsProcessor() {

		@Override
		protected void rejectRequest(ServerHttpResponse response) {
			// The filter refuses with a problem.
		}

	};

	private final CorsConfiguration origins;

	private final Problems problems;

	public PreflightFilter(CorsConfiguration origins, Problems problems) {
		this.origins = origins;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!CorsUtils.isPreFlightRequest(request)) {
			chain.doFilter(request, response);
		}
		else if (!this.preflights.processRequest(this.origins, request, response)) {
			this.problems.write(request, response, Problem.of(ProblemType.FORBIDDEN,
					"Pages of this origin may not send such a request. This is set in callers.cors.allowed-origins."));
		}
	}

}
