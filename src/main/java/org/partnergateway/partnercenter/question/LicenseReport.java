package org.partnergateway.partnercenter.question;

/**
 * The reports of Partner Center's license analytics. The commercial ones supersede the
 * other four, which are not retired.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-partner-licenses-deployment-information">
 * Get partner licenses deployment information</a>
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-partner-licenses-usage-information">
 * Get partner licenses usage information</a>
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-customer-licenses-deployment-information">
 * Get customer licenses deployment information</a>
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-customer-licenses-usage-information">
 * Get customer licenses usage information</a>
 */
public enum LicenseReport {

	/** Licenses sold and deployed, aggregated over all customers. */
	PARTNER_DEPLOYMENT("partner-deployment", "/v1/analytics/licenses/deployment", Scope.PARTNER),

	/** Licenses used, aggregated over all customers. */
	PARTNER_USAGE("partner-usage", "/v1/analytics/licenses/usage", Scope.PARTNER),

	/** Licenses sold to one customer and deployed there. */
	CUSTOMER_DEPLOYMENT("customer-deployment", "/v1/customers/{customer-id}/analytics/licenses/deployment",
			Scope.CUSTOMER),

	/** Licenses used by one customer. */
	CUSTOMER_USAGE("customer-usage", "/v1/customers/{customer-id}/analytics/licenses/usage", Scope.CUSTOMER),

	/** Licenses sold and deployed, by customer and product, filtered and grouped. */
	COMMERCIAL_DEPLOYMENT("commercial-deployment", "/v1/analytics/commercial/deployment/license", Scope.COMMERCIAL),

	/** Licenses used, by customer, product and workload, filtered and grouped. */
	COMMERCIAL_USAGE("commercial-usage", "/v1/analytics/commercial/usage/license", Scope.COMMERCIAL);

	private final String label;

	private final String path;

	private final Scope scope;

	LicenseReport(String label, String path, Scope scope) {
		this.label = label;
		this.path = path;
		this.scope = scope;
	}

	/**
	 * The name of the report in logs and meters.
	 * @return the name, in lower case with hyphens
	 */
	public String label() {
		return this.label;
	}

	/**
	 * The path of the report, at Partner Center and at the gateway.
	 * @return the path from the root; it contains {@code {customer-id}} if the report is
	 * about one customer
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Whether the report is about all customers, and takes no parameter.
	 * @return whether there is only one such report
	 */
	public boolean isOfPartner() {
		return this.scope == Scope.PARTNER;
	}

	/**
	 * Whether the report is about one customer, which may not exist.
	 * @return whether it needs a customer's id
	 */
	public boolean isOfCustomer() {
		return this.scope == Scope.CUSTOMER;
	}

	/**
	 * Whether the report is one of the two commercial ones.
	 * @return whether it takes a query
	 */
	public boolean isCommercial() {
		return this.scope == Scope.COMMERCIAL;
	}

	/**
	 * The member of the body that holds the rows.
	 * @return its name as Partner Center spells it
	 */
	public String rows() {
		return isCommercial() ? "Value" : "items";
	}

	private enum Scope {

		PARTNER, CUSTOMER, COMMERCIAL

	}

}
