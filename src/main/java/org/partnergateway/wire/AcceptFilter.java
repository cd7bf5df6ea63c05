package org.partnergateway.wire;

import java.io.IOException;
import java.util.Enumeration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an {@code Accept} with a media range that begins with a quote, which none can
 * (RFC 9110, section 12.5.1). Spring's parser throws an unexpected exception for it,
 * wherever it reads the header, even while answering that a path does not exist.
 */
final class AcceptFilter extends OncePerRequestFilter {

	private final Problems problems;

	AcceptFilter(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!isUnreadable(request.getHeaders(HttpHeaders.ACCEPT))) {
			chain.doFilter(request, response);
			return;
		}
		this.problems.write(request, response,
				Problem.of(ProblemType.NOT_ACCEPTABLE, "The header Accept has something else than media ranges."));
	}

	private static boolean isUnreadable(Enumeration<String> lines) {
		while (lines.hasMoreElements()) {
			String line = lines.nextElement();
			if (line.startsWith("\"") || line.contains(",\"")) {
				return true;
			}
		}
		return false;
	}

}
