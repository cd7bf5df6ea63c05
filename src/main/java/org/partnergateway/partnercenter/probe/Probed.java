package org.partnergateway.partnercenter.probe;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * What Partner Center answered when it was asked for a report on trial.
 *
 * @param report the report
 * @param prefix the path prefix that it was asked under; empty for none
 * @param verdict what the answer means
 * @param code Partner Center's error code, or {@code null} if it gave none
 * @param message why there is no report and what to do, as sentences; {@code null} if
 * there is one
 * @param mfa whether Partner Center finds that the token shows multi-factor
 * authentication; {@code null} if it did not say
 * @param body the bytes of the report, or {@code null} if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; only carries data.
public record Probed(LicenseReport report, String prefix, Verdict verdict, @Nullable String code,
		@Nullable String message, @Nullable Boolean mfa, byte @Nullable [] body) {

	/**
	 * What an answer means.
	 */
	public enum Verdict {

		/** It is a report, which may be empty. */
		READ,

		/** The user's role may not read it. */
		ROLE_MISSING,

		/** The token is refused. */
		REFUSED,

		/** There is nothing at this path, or no such customer. */
		NOT_FOUND,

		/** Partner Center rejected the question for another reason. */
		REJECTED,

		/** Partner Center did not answer, failed, or asks for fewer requests. */
		FAILED

	}

}
