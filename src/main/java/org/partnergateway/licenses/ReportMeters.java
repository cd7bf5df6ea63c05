package org.partnergateway.licenses;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Gauges of the store, the back-offs, and the age of the stored partner reports.
 */
final class ReportMeters implements MeterBinder {

	private final LicenseReports reports;

	ReportMeters(LicenseReports reports) {
		this.reports = reports;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.reports.bindTo(registry);
		for (LicenseReport report : LicenseReport.values()) {
			TimeGauge
				.builder("partnercenter.backoff", this.reports, TimeUnit.MILLISECONDS,
						(reports) -> reports.backOff(report).toMillis())
				.description("How long Partner Center is still left alone, at the longest for all that may be asked")
				.tag("report", report.label())
				.register(registry);
			if (report.isOfPartner()) {
				TimeGauge
					.builder("reports.stored.age", this.reports, TimeUnit.MILLISECONDS,
							(reports) -> storedAge(reports, report))
					.description("The time since the stored copy of the report was fetched")
					.tag("report", report.label())
					.register(registry);
			}
		}
	}

	/**
	 * The age in milliseconds; NaN while nothing is stored.
	 */
	private static double storedAge(LicenseReports reports, LicenseReport report) {
		return reports.partnerReports()
			.stream()
			.filter((snapshot) -> snapshot.report() == report)
			.map(ReportSnapshot::entry)
			.filter(Objects::nonNull)
			.mapToDouble((entry) -> entry.age().toMillis())
			.findFirst()
			.orElse(Double.NaN);
	}

}
