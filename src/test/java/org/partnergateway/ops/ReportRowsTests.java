package org.partnergateway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.partnergateway.partnercenter.question.LicenseReport;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportRows}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReportRowsTests {

	private static final String EMPTIED = "has no rows any more";

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ReportRows rows = new ReportRows(this.meters);

	@Test
	void acceptWhenThereWereRowsAndAreNoneSaysSoOnce(CapturedOutput output) {
		this.rows.accept(LicenseReport.PARTNER_USAGE, 3);
		assertThat(output).doesNotContain(EMPTIED);
		this.rows.accept(LicenseReport.PARTNER_USAGE, 0);
		this.rows.accept(LicenseReport.PARTNER_USAGE, 0);
		assertThat(output).containsOnlyOnce("Partner Center's partner-usage " + EMPTIED + ", and had 3");
	}

	@Test
	void acceptWhenThereNeverWereRowsSaysNothing(CapturedOutput output) {
		this.rows.accept(LicenseReport.PARTNER_USAGE, 3);
		this.rows.accept(LicenseReport.PARTNER_DEPLOYMENT, 0);
		assertThat(output).doesNotContain(EMPTIED);
	}

	@Test
	void acceptShowsHowManyThereAre() {
		assertThat(shown("partner-usage")).isNaN();
		this.rows.accept(LicenseReport.PARTNER_USAGE, 3);
		assertThat(shown("partner-usage")).isEqualTo(3);
		this.rows.accept(LicenseReport.PARTNER_USAGE, 0);
		assertThat(shown("partner-usage")).isZero();
		assertThat(shown("partner-deployment")).isNaN();
	}

	private double shown(String report) {
		return this.meters.get("partnercenter.report.rows").tag("report", report).gauge().value();
	}

}
