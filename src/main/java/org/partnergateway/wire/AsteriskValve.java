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
 * any caller, without ids and with methods that the gateway does not have. Only an access
 * log is called before that answer is sent, so this valve is one.
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
		// A refusal does not use these attributes.
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
