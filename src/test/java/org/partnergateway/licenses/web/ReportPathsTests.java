package org.partnergateway.licenses.web;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.partnercenter.question.LicenseReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link ReportPaths}.
 */
class ReportPathsTests {

	private static final String CUSTOMER = "11111111-2222-4333-8444-555555555555";

	@ParameterizedTest
	@EnumSource
	void findWhenPathIsSpelledAsAtPartnerCenterFindsEachReport(LicenseReport report) {
		String path = report.path().replace("{customer-id}", CUSTOMER);
		String customer = report.isOfCustomer() ? CUSTOMER : null;
		assertThat(ReportPaths.find(path)).isEqualTo(new ReportPath(report, customer, false));
		assertThat(ReportPaths.find("/partner" + path)).isEqualTo(new ReportPath(report, customer, true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1/status", "/v1/analytics/licenses", "/v1/analytics/licenses/usage/",
			"//v1/analytics/licenses/usage", "/V1/analytics/licenses/usage", "/v1/analytics/licenses/%75sage",
			"/v1/analytics/licenses/usage;a=b", "/partner/partner/v1/analytics/licenses/usage",
			"/partnerv1/analytics/licenses/usage", "/v1/customers/{customer-id}/analytics/licenses/usage",
			"/v1/customers/" + CUSTOMER + "0/analytics/licenses/usage",
			"/v1/customers/" + CUSTOMER + "/analytics/licenses/usages", "/v1/customers/" + CUSTOMER, "" })
	void findWhenPathIsAnotherOneFindsNothing(String path) {
		assertThat(ReportPaths.find(path)).isNull();
	}

	@Test
	void findLeavesItToTheQuestionWhetherTheCustomerIsOne() {
		ReportPath path = ReportPaths.find("/v1/customers/" + "-".repeat(36) + "/analytics/licenses/usage");
		assertThat(Objects.requireNonNull(path).customerId()).isEqualTo("-".repeat(36));
	}

	@ParameterizedTest
	@EnumSource
	void ofPatternKnowsWhatIsMapped(LicenseReport report) {
		assertThat(ReportPaths.patterns()).contains(report.path());
		assertThat(ReportPaths.ofPattern(report.path())).isEqualTo(report);
	}

	@Test
	void ofPatternWhenNothingIsMappedThereFails() {
		assertThatNullPointerException().isThrownBy(() -> ReportPaths.ofPattern("/v1/status"));
	}

	@ParameterizedTest
	@CsvSource({ "/partner/v1/analytics/anything, true", "/PARTNER/V1/Customers/anything, true",
			"/partner/v1/status, false", "/v1/analytics/licenses/usage, false", "/partner/v1/analytics, false" })
	void isUnderServiceGoesByTheBeginning(String path, boolean under) {
		assertThat(ReportPaths.isUnderService(path)).isEqualTo(under);
	}

}
