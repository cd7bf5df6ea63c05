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
 * Answers every path with parameters ({@code /path;name=value}) with 404. Tomcat removes
 * the parameters before it matches the path, so a proxy may read the path in another way.
 * Spring also fails over a badly encoded one before its firewall can refuse it.
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
