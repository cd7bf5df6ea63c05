package org.partnergateway.sandbox;

import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;

/**
 * One of the two endpoints of the sandbox that meet faults. Decides only what is
 * answered, not how the answer is delivered.
 */
sealed interface Endpoint permits ReportEndpoint, TokenEndpoint {

	/**
	 * Answers a request.
	 * @param request the request
	 * @param faults what goes wrong; the endpoint ignores faults of the connection
	 * @return the answer
	 */
	Answer answer(SandboxRequest request, SandboxFaults faults);

}
