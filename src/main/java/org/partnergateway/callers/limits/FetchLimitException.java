package org.partnergateway.callers.limits;

/**
 * Says that a caller has no fetch from Partner Center left.
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

	public String caller() {
		return this.caller;
	}

	public Permit permit() {
		return this.permit;
	}

}
