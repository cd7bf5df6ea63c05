package org.partnergateway.wire;

import java.io.IOException;
import java.util.Enumeration;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;

/**
 * Refuses an {@code Accept} with a media range that begins with a quote, which none can
 * (RFC 9110, section 12.5.1). Spring's parser ends there with an exception that nobody
 * expects of it, wherever it reads the header, even on its way to say that there is no
 * such path.
 */
final class AcceptValve extends ValveBase {

	private final Problems problems;

	AcceptValve(Problems problems) {
		super(true);
		this.problems = problems;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!response.isError() && isUnreadable(request.getHeaders(HttpHeaders.ACCEPT))) {
			this.problems.write(request, response,
					Problem.of(ProblemType.NOT_ACCEPTABLE, "The header Accept has something else than media ranges."));
			return;
		}
		getNext().invoke(request, response);
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
