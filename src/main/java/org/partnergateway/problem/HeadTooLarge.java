package org.partnergateway.problem;

import jakarta.servlet.RequestDispatcher;
import org.apache.catalina.connector.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * Tells a head that is too large from one that is malformed. For Tomcat both are bad
 * requests, of which it keeps only the exception.
 */
final class HeadTooLarge {

	private static final String BYTES = StringManager.getManager(Http11Processor.class)
		.getString("iib.requestheadertoolarge.error");

	private HeadTooLarge() {
	}

	/**
	 * Says how much is allowed.
	 * @param request a bad request
	 * @return a sentence, or {@code null} if its head was not too large
	 */
	static @Nullable String detail(Request request) {
		if (!(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure)
				|| !(request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http)) {
			return null;
		}
		if (BYTES.equals(failure.getMessage())) {
			return "The head of the request is too large: request line and headers may have %d bytes together."
				.formatted(http.getMaxHttpRequestHeaderSize());
		}
		if (fields(http.getMaxHeaderCount()).equals(failure.getMessage())) {
			return "The head of the request is too large: it may have %d headers.".formatted(http.getMaxHeaderCount());
		}
		return null;
	}

	private static String fields(int most) {
		return StringManager.getManager(MimeHeaders.class).getString("headers.maxCountFail", most);
	}

}
