package org.partnergateway.connector.readers;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Writes bodies. A large one is written in pieces, each when the reader has taken the one
 * before, so that no thread waits for a slow reader.
 */
public final class Bodies {

	// The operating system buffers this much of an answer, even if its reader is slow.
	private static final int SMALL = 16 * 1024;

	private Bodies() {
	}

	/**
	 * Writes a body, as the last step of an answer. All headers have to be set before. A
	 * large body may not be sent yet when this returns: then the request is asynchronous,
	 * and completes with the last byte.
	 * @param request the request
	 * @param response its answer, whose body is not begun
	 * @param body the bytes, which must not be changed later
	 * @throws IOException if the caller has closed the connection
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
