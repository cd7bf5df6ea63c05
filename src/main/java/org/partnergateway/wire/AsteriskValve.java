package org.partnergateway.wire;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.partnergateway.problem.Problems;

/**
 * Refuses {@code OPTIONS *} (RFC 9112, section 3.2.4). Tomcat answers it by itself, to
 * anybody, with methods that there are not and without ids, and tells nobody but the
 * access log, before the answer is on its way. So this is one.
 */
final class AsteriskValve extends ValveBase implements AccessLog {

	private final Refusal refusal;

	AsteriskValve(Problems problems) {
		super(true);
		this.refusal = new Refusal(problems);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long time) {
		if (response.isCommitted() || !"*".equals(request.getRequestURI())) {
			return;
		}
		try {
			this.refusal.write(request, response, "Ask for a path: the server as a whole has no options.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("nothing is written before the answer is complete", ex);
		}
	}

	@Override
	public void setRequestAttributesEnabled(boolean enabled) {
		// There are none that a refusal would look at.
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
