package org.partnergateway.wire;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

/**
 * Knows no path with parameters ({@code /path;name=value}). What such a path leads to is
 * something else to a proxy than to Tomcat, which cuts them out before it looks at the
 * rest; and Spring fails over one that is not well encoded before its firewall could
 * refuse it.
 */
final class PathValve extends ValveBase {

	private final Problems problems;

	PathValve(Problems problems) {
		super(true);
		this.problems = problems;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!response.isError() && request.getRequestURI().indexOf(';') >= 0) {
			this.problems.write(request, response, Problem.of(ProblemType.NOT_FOUND,
					"There is no such path here: paths have no parameters, which begin with a semicolon."));
			return;
		}
		getNext().invoke(request, response);
	}

}
