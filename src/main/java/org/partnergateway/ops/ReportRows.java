package org.partnergateway.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the number of rows of the partner reports. Callers get a report that has lost
 * all its rows like any other, but it is hardly ever correct, so the operator is warned.
 * Safe for use by any thread.
 */
final class ReportRows {

	private static final Logger logger = LoggerFactory.getLogger(ReportRows.class);

	private final Map<LicenseReport, Integer> latest = new ConcurrentHashMap<>();

	ReportRows(MeterRegistry meters) {
		for (LicenseReport report : LicenseReport.values()) {
			if (report.isOfPartner()) {
				Gauge.builder("partnercenter.report.rows", this, (rows) -> rows.latest(report))
					.description("Rows of the report as it is stored")
					.tag("report", report.label())
					.register(meters);
			}
		}
	}

	/**
	 * Notes a report that is stored from now on.
	 */
	void accept(LicenseReport report, int rows) {
		Integer before = this.latest.put(report, rows);
		if (rows == 0 && before != null && before > 0) {
			logger.warn("Partner Center's {} has no rows any more, and had {}: callers get it as it is", report.label(),
					before);
		}
	}

	/**
	 * The number of rows; NaN before the first report.
	 */
	private double latest(LicenseReport report) {
		Integer rows = this.latest.get(report);
		return (rows != null) ? rows : Double.NaN;
	}

}
