package org.partnergateway.connector.readers;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Tomcat's own request as an attribute, so that it can be found behind later
 * wrappers.
 */
public final class ExchangeValve extends ValveBase {

	private static final String EXCHANGE = ExchangeValve.class.getName();

	public ExchangeValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		request.setAttribute(EXCHANGE, request);
		getNext().invoke(request, response);
	}

	static @Nullable Request find(HttpServletRequest request) {
		return (Request) request.getAttribute(EXCHANGE);
	}

}
