package org.partnergateway.wire;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;

/**
 * Refuses bodies, since nothing here reads one: a body could only hide another request,
 * or keep a thread waiting for its end. A {@code Transfer-Encoding} is refused whatever
 * it says (RFC 9112, section 6.3, lets a server insist on a {@code Content-Length}), and
 * so is HTTP/0.9, in which an answer has no head. A method that has bodies gets its usual
 * answer, but the body is not read. Over HTTP/2 a refusal ends the stream alone.
 */
final class BodyValve extends ValveBase {

	private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

	private final Refusal refusal;

	BodyValve(Problems problems) {
		super(true);
		this.refusal = new Refusal(problems);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// Before errors, since Tomcat has several for this, and 200 with a
		// Content-Length.
		if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			this.refusal.write(request, response, "Send no Transfer-Encoding: requests have no body here.");
		}
		else if (response.isError()) {
			answerAndClose(request, response);
		}
		else if (request.getProtocol().isEmpty()) {
			this.refusal.write(request, response, "Use HTTP/1.1.");
		}
		else if (!hasBody(request)) {
			getNext().invoke(request, response);
		}
		else if (WITHOUT_BODY.contains(request.getMethod())) {
			this.refusal.write(request, response, "Send no body: requests have none here.");
		}
		else {
			answerAndClose(request, response);
		}
	}

	/**
	 * Whether there is a body, or may still be one: over HTTP/2 it need not say how long
	 * it is.
	 */
	private static boolean hasBody(Request request) {
		long length = request.getContentLengthLong();
		if (length >= 0 || !Refusal.isOfAStream(request)) {
			return length > 0;
		}
		AtomicBoolean over = new AtomicBoolean();
		request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, over);
		return !over.get();
	}

	private void answerAndClose(Request request, Response response) throws IOException, ServletException {
		if (!Refusal.isOfAStream(request)) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		getNext().invoke(request, response);
		// Tomcat would make 500 of a success.
		if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
			Refusal.abandon(request);
		}
	}

}
