package org.partnergateway.licenses.web;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

/**
 * A path that is one of a report.
 *
 * @param report which it is
 * @param customerId the customer in the path, as it is spelled there; {@code null} if the
 * report is about none
 * @param underService whether the path begins with the service's prefix
 */
public record ReportPath(LicenseReport report, @Nullable String customerId, boolean underService) {

	/**
	 * Reads what is asked of the report.
	 * @param query the query of the request, percent-encoded; {@code null} if there is
	 * none
	 * @throws org.partnergateway.partnercenter.question.InvalidParameterException if a
	 * part that the report takes is malformed
	 */
	ReportQuery asked(@Nullable String query) {
		return ReportQuery.of(this.report, this.customerId, query);
	}

}
