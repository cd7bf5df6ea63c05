package org.partnergateway.sandbox;

import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;

/**
 * One of the two halves of the sandbox: what it answers, whatever becomes of the answer
 * on its way.
 */
sealed interface Endpoint permits ReportEndpoint, TokenEndpoint {

	/**
	 * Answers a request.
	 * @param request the request
	 * @param faults what goes wrong; a fault of the connection is not for the endpoint,
	 * which answers as if there were none
	 * @return the answer
	 */
	Answer answer(SandboxRequest request, SandboxFaults faults);

}
