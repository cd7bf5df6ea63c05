package org.partnergateway.partnercenter;

/**
 * The reports of Partner Center's license analytics.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-partner-licenses-deployment-information">
 * Get partner licenses deployment information</a>
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-partner-licenses-usage-information">
 * Get partner licenses usage information</a>
 */
public enum LicenseReport {

	/** Licenses sold and deployed, aggregated over all customers. */
	PARTNER_DEPLOYMENT("partner-deployment", "/v1/analytics/licenses/deployment"),

	/** Licenses used, aggregated over all customers. */
	PARTNER_USAGE("partner-usage", "/v1/analytics/licenses/usage");

	private final String label;

	private final String path;

	LicenseReport(String label, String path) {
		this.label = label;
		this.path = path;
	}

	/**
	 * The name of the report in logs and meters.
	 * @return the name, in lower case with hyphens
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Where the report is, at Partner Center and here.
	 * @return the path, from the root
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Whether the report is about one customer, who may not exist.
	 */
	boolean isOfCustomer() {
		return this.path.contains("{customer-id}");
	}

}
