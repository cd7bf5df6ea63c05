package org.partnergateway.partnercenter;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.token.AccessToken;

/**
 * A report being asked for. Each channel adds what it knows.
 *
 * @param report what is asked for
 * @param correlation on whose behalf
 * @param attemptId MS-RequestId of the attempt
 * @param token the gateway's credential, or {@code null} before there is one
 */
record Call(LicenseReport report, Correlation correlation, String attemptId, @Nullable AccessToken token) {

	static Call of(LicenseReport report, Correlation correlation) {
		return new Call(report, correlation, Correlation.newId(), null);
	}

	Call asNew() {
		return new Call(this.report, this.correlation, Correlation.newId(), this.token);
	}

	Call with(AccessToken credential) {
		return new Call(this.report, this.correlation, this.attemptId, credential);
	}

}
