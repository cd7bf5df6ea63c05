package org.partnergateway.licenses;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.partnergateway.partnercenter.LicenseReport;

/**
 * Gauges of the store, and of the back-offs.
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
		}
	}

}
