package org.partnergateway.partnercenter.exchange;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessToken;

/**
 * A call for a report. Each channel adds what it knows.
 *
 * @param query the question
 * @param correlation the identity of the request that it is for
 * @param attemptId MS-RequestId of the attempt
 * @param probe whether it is attempted only once
 * @param token the gateway's credential, or {@code null} before there is one
 * @param validatesMfa whether Partner Center is to say if the token shows multi-factor
 * authentication
 * @param attempts counts the requests over HTTP
 */
public record Call(ReportQuery query, Correlation correlation, String attemptId, boolean probe,
		@Nullable AccessToken token, boolean validatesMfa, AtomicInteger attempts) {

	public static Call of(ReportQuery query, Correlation correlation, boolean probe) {
		return new Call(query, correlation, Correlation.newId(), probe, null, false, new AtomicInteger());
	}

	public LicenseReport report() {
		return this.query.report();
	}

	public String locale() {
		return this.correlation.locale();
	}

	/**
	 * Whether a caller chose a part of the question: a customer, parameters or a locale.
	 */
	public boolean isChosen() {
		return this.query.customerId() != null || !this.query.parameters().isEmpty()
				|| !locale().equals(Correlation.DEFAULT_LOCALE);
	}

	public Call asNew() {
		return new Call(this.query, this.correlation, Correlation.newId(), this.probe, this.token, false,
				this.attempts);
	}

	public Call asProbe() {
		return new Call(this.query, this.correlation, this.attemptId, true, this.token, this.validatesMfa,
				this.attempts);
	}

	public Call with(AccessToken credential) {
		return new Call(this.query, this.correlation, this.attemptId, this.probe, credential, this.validatesMfa,
				this.attempts);
	}

	public Call validatingMfa() {
		return new Call(this.query, this.correlation, this.attemptId, this.probe, this.token, true, this.attempts);
	}

}
