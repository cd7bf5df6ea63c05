package org.partnergateway.callers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.limits.Permit;

import org.springframework.security.core.Authentication;

/**
 * The right of a request to be answered.
 */
public final class Admission {

	private static final String TAKEN = Admission.class.getName();

	private final SecurityHeaders headers;

	private final @Nullable Permit permit;

	private final String caller;

	private final @Nullable Authentication authentication;

	/**
	 * Creates the admission of an authenticated caller.
	 */
	Admission(SecurityHeaders headers, Authentication caller, Permit permit) {
		this.headers = headers;
		this.caller = caller.getName();
		this.authentication = caller;
		this.permit = permit;
	}

	/**
	 * Creates the admission of an address, where callers are not authenticated.
	 */
	Admission(SecurityHeaders headers, String site, @Nullable Permit permit) {
		this.headers = headers;
		this.caller = site;
		this.authentication = null;
		this.permit = permit;
	}

	/**
	 * Hands the request over to the usual path, which neither verifies the caller again
	 * nor takes another permit.
	 * @param request the request
	 */
	public void handOver(HttpServletRequest request) {
		if (this.authentication != null) {
			Door.carry(request, this.authentication);
		}
		if (this.permit != null) {
			request.setAttribute(TAKEN, new Taken(this.caller, this.permit));
		}
	}

	/**
	 * The permit that has already been taken for a request.
	 * @return the permit, or {@code null} if none was taken, or for another caller
	 */
	static @Nullable Permit taken(HttpServletRequest request, String caller) {
		return (request.getAttribute(TAKEN) instanceof Taken(String whose, Permit permit) && whose.equals(caller))
				? permit : null;
	}

	/**
	 * Writes the headers that depend on the caller: what is left of the limit, and what a
	 * browser may do with the answer.
	 * @param request the request
	 * @param response the answer
	 */
	public void writeTo(HttpServletRequest request, HttpServletResponse response) {
		if (this.permit != null) {
			this.permit.writeTo(response);
		}
		this.headers.writeHeaders(request, response);
	}

	/**
	 * A permit that was taken.
	 *
	 * @param caller the caller that it was taken for
	 * @param permit the permit
	 */
	private record Taken(String caller, Permit permit) {
	}

}
