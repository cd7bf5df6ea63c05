package org.partnergateway.partnercenter.failure;

/**
 * The scope of a failure: what must not be asked again for a while.
 */
public enum FailureScope {

	/**
	 * The question in the locale in which it was asked: Partner Center rejects it, which
	 * says nothing about others.
	 */
	QUESTION_AS_ASKED,

	/**
	 * The question in any locale: Partner Center, or the way to it, does not work.
	 */
	QUESTION,

	/** All questions about the report: the user's role gives no access to it. */
	REPORT,

	/** All questions: Partner Center takes no calls of the gateway now. */
	EVERYTHING

}
