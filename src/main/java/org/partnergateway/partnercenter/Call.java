package org.partnergateway.partnercenter;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.token.AccessToken;

/**
 * A report being asked for. Each channel adds what it knows.
 *
 * @param query what is asked for
 * @param correlation on whose behalf
 * @param attemptId MS-RequestId of the attempt
 * @param probe whether it is attempted once only
 * @param token the gateway's credential, or {@code null} before there is one
 * @param attempts counts how often it goes over the wire
 */
record Call(ReportQuery query, Correlation correlation, String attemptId, boolean probe, @Nullable AccessToken token,
		AtomicInteger attempts) {

	static Call of(ReportQuery query, Correlation correlation, boolean probe) {
		return new Call(query, correlation, Correlation.newId(), probe, null, new AtomicInteger());
	}

	LicenseReport report() {
		return this.query.report();
	}

	String locale() {
		return this.correlation.locale();
	}

	/**
	 * Whether a caller chose any of what is asked for: a customer, parameters, a culture.
	 */
	boolean isChosen() {
		return this.query.customerId() != null || !this.query.parameters().isEmpty()
				|| !locale().equals(Correlation.DEFAULT_LOCALE);
	}

	Call asNew() {
		return new Call(this.query, this.correlation, Correlation.newId(), this.probe, this.token, this.attempts);
	}

	Call asProbe() {
		return new Call(this.query, this.correlation, this.attemptId, true, this.token, this.attempts);
	}

	Call with(AccessToken credential) {
		return new Call(this.query, this.correlation, this.attemptId, this.probe, credential, this.attempts);
	}

}
