package org.partnergateway.callers;

/**
 * A caller has had Partner Center asked as often as they may.
 */
public final class FetchLimitException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Permit permit;

	private final String caller;

	FetchLimitException(String caller, Permit permit) {
		super("no fetch is left", null, false, false);
		this.caller = caller;
		this.permit = permit;
	}

	String caller() {
		return this.caller;
	}

	Permit permit() {
		return this.permit;
	}

}
