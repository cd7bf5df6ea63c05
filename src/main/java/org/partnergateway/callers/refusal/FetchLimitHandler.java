package org.partnergateway.callers.refusal;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.callers.limits.FetchLimitException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Refuses a caller who has no fetch left. Comes before the handler that treats every
 * exception as a defect.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FetchLimitHandler {

	private final Refusals refusals;

	FetchLimitHandler(Refusals refusals) {
		this.refusals = refusals;
	}

	@ExceptionHandler
	void exhausted(FetchLimitException failure, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.refusals.tooManyFetches(request, response, failure.caller(), failure.permit());
	}

}
