package org.partnergateway.licenses.stored;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

/**
 * Identifies what a request asks for. Two requests with the same key get the same report.
 *
 * @param query the report and its parameters
 * @param locale the value of {@code X-Locale} for Partner Center
 */
public record ReportKey(ReportQuery query, String locale) {

	/**
	 * The keys of the partner reports: without parameters, in the default locale.
	 */
	public static List<ReportKey> ofPartner() {
		return Stream.of(LicenseReport.values())
			.filter(LicenseReport::isOfPartner)
			.map((report) -> new ReportKey(ReportQuery.of(report), Correlation.DEFAULT_LOCALE))
			.toList();
	}

	/**
	 * Its name in the store that replicas share.
	 */
	public String name() {
		return "%s/%s/%s?%s".formatted(this.query.report().label(),
				Objects.requireNonNullElse(this.query.customerId(), ""), this.locale, this.query.parameters());
	}

	/**
	 * The question as it appears in the log.
	 */
	@Override
	public String toString() {
		return this.query + " in " + this.locale;
	}

	/**
	 * Its approximate size in memory, in bytes.
	 */
	public int weight() {
		return this.query.parameters().length();
	}

}
