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
 * or keep a thread waiting for its end. Refuses every {@code Transfer-Encoding} (RFC
 * 9112, section 6.3, lets a server insist on a {@code Content-Length}), and HTTP/0.9, in
 * which an answer has no head. A request by a method that may have a body gets its usual
 * answer, but its body is not read. Over HTTP/2 a refusal ends only the stream.
 */
final class BodyValve extends ValveBase {

	private final Refusal refusal;

	private final Set<String> withoutBody;

	/**
	 * Creates a valve.
	 * @param problems write the refusals
	 * @param withoutBody the methods whose requests are refused if they have a body
	 */
	BodyValve(Problems problems, Set<String> withoutBody) {
		super(true);
		this.refusal = new Refusal(problems);
		this.withoutBody = withoutBody;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// Checked before errors, since Tomcat answers this with several errors, and with
		// 200 if there is a Content-Length.
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
		else if (this.withoutBody.contains(request.getMethod())) {
			this.refusal.write(request, response, "Send no body: requests have none here.");
		}
		else {
			answerAndClose(request, response);
		}
	}

	/**
	 * Whether there is a body, or may still be one: over HTTP/2 its length need not be
	 * given.
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
		// With this, Tomcat would turn a success into a 500.
		if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
			Refusal.abandon(request);
		}
	}

}
