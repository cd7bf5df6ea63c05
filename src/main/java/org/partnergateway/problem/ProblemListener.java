package org.partnergateway.problem;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Is told of every request that is answered with a problem.
 */
@FunctionalInterface
public interface ProblemListener {

	/**
	 * Notes a problem, on the thread that answers. Must not fail.
	 * @param type its kind
	 * @param request the request, which may be malformed in any way
	 * @param requestId the MS-RequestId of the answer
	 */
	void answered(ProblemType type, HttpServletRequest request, String requestId);

}
