package org.partnergateway.licenses.stored;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

/**
 * What makes two requests ask for the same thing.
 *
 * @param query the report, and what of it
 * @param locale the culture that Partner Center is asked for
 */
public record ReportKey(ReportQuery query, String locale) {

	/**
	 * The partner reports as the partner asks for them: whole, and in the culture that
	 * Partner Center assumes.
	 */
	public static List<ReportKey> ofPartner() {
		return Stream.of(LicenseReport.values())
			.filter(LicenseReport::isOfPartner)
			.map((report) -> new ReportKey(ReportQuery.of(report), Correlation.DEFAULT_LOCALE))
			.toList();
	}

	/**
	 * What it is called where replicas share reports.
	 */
	public String name() {
		return "%s/%s/%s?%s".formatted(this.query.report().label(),
				Objects.requireNonNullElse(this.query.customerId(), ""), this.locale, this.query.parameters());
	}

	/**
	 * The question as a log names it.
	 */
	@Override
	public String toString() {
		return this.query + " in " + this.locale;
	}

	/**
	 * How many bytes of memory it takes, about.
	 */
	public int weight() {
		return this.query.parameters().length();
	}

}
