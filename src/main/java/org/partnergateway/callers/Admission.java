package org.partnergateway.callers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The right of a request to be answered.
 */
public final class Admission {

	private final SecurityHeaders headers;

	private final @Nullable Permit permit;

	Admission(SecurityHeaders headers, @Nullable Permit permit) {
		this.headers = headers;
		this.permit = permit;
	}

	/**
	 * Writes what an answer has because of its caller: what is left of the limit, and
	 * what a browser may do with it.
	 * @param request the request
	 * @param response the answer
	 */
	public void writeTo(HttpServletRequest request, HttpServletResponse response) {
		if (this.permit != null) {
			this.permit.writeTo(response);
		}
		this.headers.writeHeaders(request, response);
	}

}
