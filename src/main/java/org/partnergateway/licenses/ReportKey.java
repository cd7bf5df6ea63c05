package org.partnergateway.licenses;

import org.partnergateway.partnercenter.LicenseReport;

/**
 * What makes two requests ask for the same thing.
 *
 * @param report the report
 * @param locale the culture that Partner Center is asked for
 */
record ReportKey(LicenseReport report, String locale) {

	/**
	 * What is left alone when this cannot be fetched. The culture makes no difference to
	 * that, or callers could get around a back-off by asking in another.
	 */
	Object origin() {
		return this.report;
	}

}
