package org.partnergateway.problem;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Hears of every request that is answered with a problem.
 */
@FunctionalInterface
public interface ProblemListener {

	/**
	 * Notes a problem, on the thread that answers. Must not fail.
	 * @param type its kind
	 * @param request the request, which may be as malformed as can be
	 * @param requestId the GUID under which it is answered
	 */
	void answered(ProblemType type, HttpServletRequest request, String requestId);

}
