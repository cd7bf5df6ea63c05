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
 * Refuses requests completely: what the caller may have sent after the head is read
 * neither as a body nor as another request.
 */
final class Refusal {

	private final Problems problems;

	Refusal(Problems problems) {
		this.problems = problems;
	}

	/**
	 * Answers with a problem, and closes the connection (HTTP/1.1) or the stream
	 * (HTTP/2).
	 * @param detail says to a person what to do
	 */
	void write(Request request, Response response, String detail) throws IOException {
		if (!isOfAStream(request)) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		this.problems.write(request, response, Problem.of(ProblemType.INVALID_REQUEST, detail));
		abandon(request);
	}

	/**
	 * Whether a request is an HTTP/2 stream, one of several on its connection, so that it
	 * must not close the connection (RFC 9113, section 8.2.2).
	 */
	static boolean isOfAStream(Request request) {
		// Not by the request's own protocol: any caller may write HTTP/2.0 into a request
		// line.
		return request.getServletConnection().getProtocol().startsWith("h2");
	}

	/**
	 * Leaves the rest of a refused request unread. Otherwise Tomcat keeps a thread
	 * waiting for it, even on a connection that it is about to close.
	 */
	static void abandon(Request request) {
		if (isOfAStream(request)) {
			// Tomcat resets the stream by itself.
			return;
		}
		request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
	}

}
