package org.partnergateway.wire;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;

/**
 * Refuses requests so that nothing of them is left: what the caller may have sent after
 * the head is not read, neither as a body nor as another request.
 */
final class Refusal {

	private final Problems problems;

	Refusal(Problems problems) {
		this.problems = problems;
	}

	/**
	 * Answers with a problem and ends the connection, or the stream that it is.
	 * @param detail what to do, for a person
	 */
	void write(Request request, Response response, String detail) throws IOException {
		if (!isOfAStream(request)) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		this.problems.write(request, response, Problem.of(ProblemType.INVALID_REQUEST, detail));
		abandon(request);
	}

	/**
	 * Whether a request is one of several that a connection has in progress, so that it
	 * is not for it to close that (RFC 9113, section 8.2.2).
	 */
	static boolean isOfAStream(Request request) {
		// Not what the request says of itself: anybody may write HTTP/2.0 into a first
		// line.
		return request.getServletConnection().getProtocol().startsWith("h2");
	}

	/**
	 * Leaves the rest of a request that has been refused unread. Otherwise Tomcat waits
	 * for it, even on a connection that it is about to close, and a thread with it.
	 */
	static void abandon(Request request) {
		if (isOfAStream(request)) {
			// Tomcat resets it by itself.
			return;
		}
		request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
	}

}
