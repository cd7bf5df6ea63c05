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
	 * For somebody who said who they are.
	 */
	Admission(SecurityHeaders headers, Authentication caller, Permit permit) {
		this.headers = headers;
		this.caller = caller.getName();
		this.authentication = caller;
		this.permit = permit;
	}

	/**
	 * For whoever calls from an address.
	 */
	Admission(SecurityHeaders headers, String site, @Nullable Permit permit) {
		this.headers = headers;
		this.caller = site;
		this.authentication = null;
		this.permit = permit;
	}

	/**
	 * Leaves it to the usual path to answer, which asks nothing again, and takes nothing
	 * more from what the caller has left.
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
	 * What has been taken for a request already.
	 * @return the permit, or {@code null} if nothing has, or for somebody else
	 */
	static @Nullable Permit taken(HttpServletRequest request, String caller) {
		return (request.getAttribute(TAKEN) instanceof Taken(String whose, Permit permit) && whose.equals(caller))
				? permit : null;
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

	/**
	 * What was taken of what somebody had left.
	 *
	 * @param caller whose
	 * @param permit what is left
	 */
	private record Taken(String caller, Permit permit) {
	}

}
