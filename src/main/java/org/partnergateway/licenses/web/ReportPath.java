package org.partnergateway.licenses.web;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

/**
 * The path of a report.
 *
 * @param report the report
 * @param customerId the customer as spelled in the path; {@code null} if the path has
 * none
 * @param underService whether the path begins with the service's prefix
 */
public record ReportPath(LicenseReport report, @Nullable String customerId, boolean underService) {

	/**
	 * Reads the parameters of the request.
	 * @param query the query of the request, percent-encoded; {@code null} if there is
	 * none
	 * @throws org.partnergateway.partnercenter.question.InvalidParameterException if a
	 * parameter of the report is malformed
	 */
	ReportQuery asked(@Nullable String query) {
		return ReportQuery.of(this.report, this.customerId, query);
	}

}
