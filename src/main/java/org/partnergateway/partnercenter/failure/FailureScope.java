package org.partnergateway.partnercenter.failure;

/**
 * Whose failure it is: what there is no point in asking for again for a while.
 */
public enum FailureScope {

	/**
	 * The question in the culture in which it was asked: Partner Center holds something
	 * against that, and says nothing of any other.
	 */
	QUESTION_AS_ASKED,

	/**
	 * The question in whatever culture: Partner Center, or the way to it, is in trouble.
	 */
	QUESTION,

	/** The report, whatever is asked about it: the user's role does not open it. */
	REPORT,

	/** Everything: Partner Center does not want to hear from the gateway now. */
	EVERYTHING

}
