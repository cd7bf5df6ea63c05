package org.partnergateway.correlation;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Gives every request its identity, echoes it, and adds it to every log line. Runs after
 * tracing, and before all filters that can refuse a request, so that a refusal has the
 * ids too.
 */
final class CorrelationFilter extends OncePerRequestFilter {

	private final HandlerExceptionResolver refusals;

	CorrelationFilter(HandlerExceptionResolver refusals) {
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Correlation known = Correlation.find(request);
		if (known != null) {
			proceed(known, request, response, chain);
			return;
		}
		InvalidHeaderException refusal = null;
		Correlation read;
		try {
			read = HeaderForms.read(request);
		}
		catch (InvalidHeaderException ex) {
			read = Correlation.ofRefused(request);
			refusal = ex;
		}
		Correlation correlation = read;
		correlation.bindTo(request);
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((observed) -> observed.addHighCardinalityKeyValues(correlation.traced()));
		correlation.echo(response);
		proceed(correlation, request, response, (refusal != null) ? refuse(refusal) : chain);
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	private FilterChain refuse(InvalidHeaderException refusal) {
		return (request, response) -> this.refusals.resolveException((HttpServletRequest) request,
				(HttpServletResponse) response, null, refusal);
	}

	private static void proceed(Correlation correlation, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		MDC.put(Correlation.LOGGED_REQUEST_ID, correlation.requestId());
		MDC.put(Correlation.LOGGED_CORRELATION_ID, correlation.correlationId());
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(Correlation.LOGGED_REQUEST_ID);
			MDC.remove(Correlation.LOGGED_CORRELATION_ID);
		}
	}

}
