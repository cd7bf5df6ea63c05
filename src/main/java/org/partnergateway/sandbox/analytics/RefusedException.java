package org.partnergateway.sandbox.analytics;

/**
 * Says that a request is refused, for a reason that Partner Center would give.
 */
public final class RefusedException extends RuntimeException {

	private final int status;

	private final String code;

	private final String description;

	private RefusedException(int status, String code, String description) {
		super(description);
		this.status = status;
		this.code = code;
		this.description = description;
	}

	static RefusedException badRequest(String description) {
		return new RefusedException(400, "400", description);
	}

	static RefusedException unknownTenant() {
		return new RefusedException(404, "60003", "There is no such tenant among the customers.");
	}

	static RefusedException formerCustomer() {
		return new RefusedException(403, "20002", "The partner has no relationship with this customer.");
	}

	static RefusedException noUsageData() {
		return new RefusedException(404, "3000", "There is no usage data of this customer.");
	}

	/**
	 * The status.
	 * @return a status from 400 to 499
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The error code.
	 * @return the code, as Partner Center numbers it
	 */
	public String code() {
		return this.code;
	}

	/**
	 * What is wrong.
	 * @return the description, which quotes nothing of the request
	 */
	public String description() {
		return this.description;
	}

}
