package org.partnergateway.licenses;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Counts the answers to callers by outcome. Counting is an array look-up and an addition.
 * Safe for use by any thread.
 */
final class ServedReports {

	static final String SERVED = "reports.served";

	private final Map<LicenseReport, Map<Outcome, Counter>> answered = new EnumMap<>(LicenseReport.class);

	private final Map<LicenseReport, Counter> refused = new EnumMap<>(LicenseReport.class);

	private final Map<LicenseReport, Counter> failed = new EnumMap<>(LicenseReport.class);

	ServedReports(MeterRegistry meters) {
		// Registers every counter at once, so that what has never happened is zero, not
		// absent.
		for (LicenseReport report : LicenseReport.values()) {
			Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
			for (Outcome outcome : Outcome.values()) {
				outcomes.put(outcome, counter(report, outcome.name().toLowerCase(Locale.ROOT), meters));
			}
			this.answered.put(report, outcomes);
			this.refused.put(report, counter(report, "refused", meters));
			this.failed.put(report, counter(report, "failed", meters));
		}
	}

	void answered(LicenseReport report, Outcome outcome) {
		Objects.requireNonNull(Objects.requireNonNull(this.answered.get(report)).get(outcome)).increment();
	}

	/**
	 * Counts an answer by which Partner Center refuses the question, which is no failure.
	 */
	void refused(LicenseReport report) {
		Objects.requireNonNull(this.refused.get(report)).increment();
	}

	void failed(LicenseReport report) {
		Objects.requireNonNull(this.failed.get(report)).increment();
	}

	private static Counter counter(LicenseReport report, String outcome, MeterRegistry meters) {
		return Counter.builder(SERVED)
			.description("Answers to callers who asked for a report, by where it came from")
			.tag("report", report.label())
			.tag("outcome", outcome)
			.register(meters);
	}

}
