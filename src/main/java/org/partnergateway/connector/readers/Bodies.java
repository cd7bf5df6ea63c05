package org.partnergateway.connector.readers;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of answers that are at hand. A large one is written piece by piece
 * whenever its reader has taken the piece before, so that no thread waits for a slow
 * reader.
 */
public final class Bodies {

	// The system takes this much of an answer at once, however slow its reader is.
	private static final int SMALL = 16 * 1024;

	private Bodies() {
	}

	/**
	 * Writes a body, the last thing that is done about an answer. All headers have to be
	 * set before the request leaves the thread. A large body is not on its way yet when
	 * this returns: then the request is asynchronous, and completes with the last byte.
	 * @param request the request
	 * @param response its answer, of which nothing is written yet
	 * @param body the bytes, which nobody may change later
	 * @throws IOException if the caller is gone
	 */
	public static void write(HttpServletRequest request, HttpServletResponse response, byte[] body) throws IOException {
		if (body.length > SMALL || request.getProtocol().startsWith("HTTP/2")) {
			Request exchange = exchange(request);
			SlowReaders readers = (exchange != null) ? SlowReaders.of(exchange) : null;
			if (exchange != null && readers != null && exchange.isAsyncSupported() && !response.isCommitted()) {
				new LargeBody(exchange, body, readers).start();
				return;
			}
		}
		response.getOutputStream().write(body);
	}

	private static @Nullable Request exchange(HttpServletRequest request) {
		return (request instanceof Request own) ? own : ExchangeValve.find(request);
	}

}
