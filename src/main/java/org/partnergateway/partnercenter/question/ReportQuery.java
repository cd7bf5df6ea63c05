package org.partnergateway.partnercenter.question;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One question for Partner Center, validated and in canonical form: different spellings
 * of the same question are equal.
 *
 * @param report the report
 * @param customerId the customer, a GUID in lower case; {@code null} unless the report is
 * about one
 * @param parameters the query as it is sent, percent-encoded; empty for none
 */
public record ReportQuery(LicenseReport report, @Nullable String customerId, String parameters) {

	private static final Pattern GUID = Pattern
		.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

	private static final Pattern CUSTOMER_FILTER = Pattern.compile("(?:^|&)filter=[^&]*customer(?:TenantId|Name)");

	/**
	 * Creates a question about any report.
	 * @param report the report
	 * @param customerId the customer, as the caller spells it; ignored unless the report
	 * is about one
	 * @param query the caller's query, percent-encoded; {@code null} if there is none
	 * @return the question
	 * @throws InvalidParameterException if a part that the report takes is malformed
	 */
	public static ReportQuery of(LicenseReport report, @Nullable String customerId, @Nullable String query) {
		if (report.isCommercial()) {
			return ofCommercial(report, query);
		}
		return report.isOfCustomer() ? ofCustomer(report, String.valueOf(customerId)) : of(report);
	}

	/**
	 * Creates a question about a partner report.
	 * @param report one of the two partner reports
	 * @return the question
	 */
	public static ReportQuery of(LicenseReport report) {
		return new ReportQuery(report, null, "");
	}

	/**
	 * Creates a question about a customer report.
	 * @param report one of the two customer reports
	 * @param customerId the customer, as the caller spells it
	 * @return the question
	 * @throws InvalidParameterException if the id is not a GUID
	 */
	public static ReportQuery ofCustomer(LicenseReport report, String customerId) {
		if (!GUID.matcher(customerId).matches()) {
			throw new InvalidParameterException("customer-id",
					"a GUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, in hexadecimal digits");
		}
		return new ReportQuery(report, customerId.toLowerCase(Locale.ROOT), "");
	}

	/**
	 * Creates a question about a commercial report.
	 * @param report one of the two commercial reports
	 * @param query the caller's query, percent-encoded; {@code null} if there is none.
	 * Parameters that the report does not define are ignored
	 * @return the question
	 * @throws InvalidParameterException if a parameter is malformed or comes twice
	 */
	public static ReportQuery ofCommercial(LicenseReport report, @Nullable String query) {
		return new ReportQuery(report, null, CommercialParameters.canonical(report, query));
	}

	/**
	 * Whether it is about a customer, or filtered by one, so that an error may concern
	 * that customer.
	 */
	public boolean namesCustomer() {
		return this.customerId != null || CUSTOMER_FILTER.matcher(this.parameters).find();
	}

	/**
	 * The path and query, at Partner Center and at the gateway.
	 * @return path and query from the root, percent-encoded
	 */
	public String target() {
		String path = this.report.path();
		if (this.customerId != null) {
			path = path.replace("{customer-id}", this.customerId);
		}
		return this.parameters.isEmpty() ? path : path + "?" + this.parameters;
	}

	/**
	 * The question for the log, without its parameters.
	 */
	@Override
	public String toString() {
		return (this.customerId != null) ? this.report.label() + " of " + this.customerId : this.report.label();
	}

}
