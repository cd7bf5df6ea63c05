package org.partnergateway.drain;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Makes answers close their connection while the gateway drains; Tomcat obeys the header.
 * Comes first, so that refusals close it too. Comes again when an asynchronous request is
 * resumed, which may have come before the drain began.
 */
final class DrainFilter implements Filter {

	private final Drain drain;

	DrainFilter(Drain drain) {
		this.drain = drain;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (this.drain.isUnderway()) {
			this.drain.requestCame();
			((HttpServletResponse) response).setHeader(HttpHeaders.CONNECTION, "close");
		}
		chain.doFilter(request, response);
	}

}
