package org.partnergateway.wire;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows no path with parameters ({@code /path;name=value}). What such a path leads to is
 * something else to a proxy than to Tomcat, which cuts them out before it looks at the
 * rest; and Spring fails over one that is not well encoded before its firewall could
 * refuse it.
 */
final class PathFilter extends OncePerRequestFilter {

	private final Problems problems;

	PathFilter(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getRequestURI().indexOf(';') < 0) {
			chain.doFilter(request, response);
			return;
		}
		this.problems.write(request, response, Problem.of(ProblemType.NOT_FOUND,
				"There is no such path here: paths have no parameters, which begin with a semicolon."));
	}

}
