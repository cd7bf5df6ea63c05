package org.partnergateway.insights;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.partnercenter.question.LicenseReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Insights}: what a field of a row may look like.
 */
class InsightsFieldsTests {

	private static final String LONGEST = "0.12345678901234567890123456789012345678901234567890123456789012";

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "206, 206", "206.0, 206", "206.000, 206", "2.06e2, 206", "\"206\", 206", "\"206.0\", 206",
					"\" 206 \", 206", "0, 0", "0.0, 0", "-0, 0", "-0.0, 0", "0e-2147483647, 0", "1e12, 1000000000000",
					"1000000000000, 1000000000000" })
	void readWhenCountGivesIt(String value, long count) {
		assertThat(deployment("\"licensesSold\":" + value).sold()).isEqualTo(count);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "{}", "[206]", "{\"licensesSold\":206}", "\"\"", "\" \"", "\"many\"",
			"\"206 licenses\"", "\"0x10\"", "\"NaN\"", "\"Infinity\"", "\"1d\"", "\"1,206\"", "-1", "\"-1\"", "-0.5",
			"206.5", "1e-2147483647", "1000000000001", "9223372036854775808", "1e13", "1e999", "1e2147483647",
			"1e99999999999999", "\"1e99999999999999\"" })
	void readWhenNoCountIsAbsent(String value) {
		DeploymentInsight row = deployment("\"channel\":\"a\",\"licensesSold\":" + value);
		assertThat(row.sold()).isNull();
		assertThat(row.subject().channel()).isEqualTo("a");
	}

	@Test
	void readWhenNumberHasVeryManyDigitsIsAbsent() {
		String digits = "0".repeat(5_000_000);
		assertThat(deployment("\"channel\":\"a\",\"licensesSold\":\"" + digits + "\"").sold()).isNull();
		assertThat(deployment("\"channel\":\"a\",\"licensesSold\":1." + "0".repeat(900)).sold()).isNull();
		assertThat(deployment("\"channel\":\"a\",\"deploymentPercent\":" + LONGEST + "0").percent()).isNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "0, 0.0", "0.0, 0.0", "-0.0, 0.0", "1, 1.0", "99.99, 99.99",
			"100.0, 100.0", "1234.5, 1234.5", "\"12.25\", 12.25", "1e-400, 0.0", LONGEST + ", " + LONGEST })
	void readWhenPercentageGivesIt(String value, double percent) {
		assertThat(deployment("\"proratedDeploymentPercent\":" + value).percent()).isEqualTo(percent);
		assertThat(deployment("\"deploymentPercent\":" + value).percent()).isEqualTo(percent);
		assertThat(usage("\"proratedLicensesUsagePercent\":" + value).percent()).isEqualTo(percent);
		assertThat(usage("\"usagePercent\":" + value).percent()).isEqualTo(percent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "false", "[]", "\"\"", "\"12.5%\"", "\"NaN\"", "-0.1", "1e13", "1e999" })
	void readWhenNoPercentageComputesIt(String value) {
		String counts = ",\"licensesSold\":4,\"licensesDeployed\":1,\"licensesQualified\":4,\"licensesActive\":6";
		assertThat(deployment("\"deploymentPercent\":" + value + counts).percent()).isEqualTo(25.0);
		assertThat(usage("\"usagePercent\":" + value + counts).percent()).isEqualTo(150.0);
	}

	@Test
	void readWhenPercentageIsGivenDoesNotComputeIt() {
		assertThat(deployment("\"licensesDeployed\":1,\"licensesSold\":4,\"deploymentPercent\":26.0").percent())
			.isEqualTo(26.0);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "0, 4, 0.0", "4, 4, 100.0", "5, 4, 125.0", "1, 3, 33.333333333333336",
			"1e12, 1, 1e14", "0, 0, none", "1, 0, none", "null, 4, none", "4, null, none", "-1, 4, none" })
	void readWhenThereIsNoPercentageComputesItIfThatMakesSense(String part, String whole, @Nullable Double percent) {
		assertThat(deployment("\"channel\":\"a\",\"licensesDeployed\":%s,\"licensesSold\":%s".formatted(part, whole))
			.percent()).isEqualTo(percent);
		assertThat(usage("\"channel\":\"a\",\"licensesActive\":%s,\"licensesQualified\":%s".formatted(part, whole))
			.percent()).isEqualTo(percent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"licensesActive\":7", "\"licenseActive\":7", "\"LICENSEACTIVE\":7",
			"\"licensesActive\":null,\"licenseActive\":7", "\"licenseActive\":7,\"licensesActive\":-1",
			"\"licensesActive\":7,\"licenseActive\":8", "\"licenseActive\":8,\"licensesActive\":7",
			"\"licensesActive\":8,\"LicensesActive\":7", "\"licensesActive\":7,\"licensesActive\":{}" })
	void readWhenActiveLicensesAreSpeltEitherWayGivesThem(String members) {
		assertThat(usage(members).active()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "\"\"", "1e999" })
	void readWhenNameIsRepeatedTheLastCountsAlthoughItSaysNothing(String last) {
		assertThat(usage("\"channel\":\"a\",\"licensesActive\":7,\"licensesActive\":" + last).active()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "2017-03-10T00:00:00+00:00, 2017-03-10T00:00:00Z", "2017-03-10T00:00:00Z, 2017-03-10T00:00:00Z",
			"2017-03-10T00:00:00, 2017-03-10T00:00:00Z", "2017-03-10T00:00, 2017-03-10T00:00:00Z",
			"2017-03-10t00:00:00z, 2017-03-10T00:00:00Z", "' 2017-03-10T00:00:00 ', 2017-03-10T00:00:00Z",
			"2017-03-14T03:25:16.36+00:00, 2017-03-14T03:25:16.36Z", "2017-03-14T03:25:16.3, 2017-03-14T03:25:16.3Z",
			"2017-03-14T03:25:16.1234567Z, 2017-03-14T03:25:16.1234567Z",
			"2017-03-14T03:25:16.123456789Z, 2017-03-14T03:25:16.123456789Z",
			"2017-03-14T03:25:16.123456789, 2017-03-14T03:25:16.123456789Z",
			"2017-03-14T03:25:16+02:00, 2017-03-14T01:25:16Z", "2017-03-14T03:25:16.5-07:30, 2017-03-14T10:55:16.5Z",
			"2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z", "2999-12-31T23:59:59, 2999-12-31T23:59:59Z" })
	void readWhenTimeGivesIt(String value, Instant processed) {
		assertThat(deployment("\"processedDateTime\":\"" + value + "\"").processed()).isEqualTo(processed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "1489104000", "true", "{}", "[\"2017-03-10T00:00:00Z\"]", "\"\"", "\"yesterday\"",
			"\"2017-03-10\"", "\"2017-03-10 00:00:00\"", "\"2017-02-30T00:00:00Z\"", "\"2017-03-10T25:00:00Z\"",
			"\"2017-03-10T00:00:00.1234567890Z\"", "\"2017-03-10T00:00:00+99:00\"", "\"03/10/2017 00:00:00\"",
			"\"0001-01-01T00:00:00\"", "\"1999-12-31T23:59:59.999Z\"", "\"3000-01-01T00:00:00Z\"",
			"\"9999-12-31T23:59:59.9999999Z\"", "\"+999999999-12-31T23:59:59-18:00\"",
			"\"-999999999-01-01T00:00:00+18:00\"" })
	void readWhenNoTimeIsAbsent(String value) {
		DeploymentInsight row = deployment("\"channel\":\"a\",\"processedDateTime\":" + value);
		assertThat(row.processed()).isNull();
		assertThat(row.subject().channel()).isEqualTo("a");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "\"reseller\", reseller", "\" re seller \", ` re seller `", "\"日本\", 日本",
			"\"\\u00e9\", é", "\"206\", 206" })
	void readWhenTextGivesItAsItIs(String value, String text) {
		assertThat(deployment("\"channel\":" + value).subject().channel()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "206", "2.5", "true", "{}", "[\"reseller\"]", "\"\"", "\" \\t\"" })
	void readWhenNoTextIsAbsent(String value) {
		DeploymentInsight row = deployment("\"licensesSold\":1,\"channel\":" + value);
		assertThat(row.subject().channel()).isNull();
		assertThat(row.sold()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', nullValues = "none",
			value = { "5, 5", "\"5\", 5", "5.0, 5", "null, none", "-1, none", "[5], none", "\"five\", none" })
	void readWhenEnvelopeHasATotalGivesIt(String value, @Nullable Long total) {
		assertThat(
				Samples.read(LicenseReport.PARTNER_USAGE, "{\"items\":[],\"totalCount\":" + value + "}").totalCount())
			.isEqualTo(total);
	}

	private static DeploymentInsight deployment(String members) {
		return (DeploymentInsight) row(LicenseReport.CUSTOMER_DEPLOYMENT, members);
	}

	private static UsageInsight usage(String members) {
		return (UsageInsight) row(LicenseReport.COMMERCIAL_USAGE, members);
	}

	private static Insight row(LicenseReport report, String members) {
		Insights insights = Samples.read(report, "{\"%s\":[{%s}]}".formatted(report.rows(), members));
		assertThat(insights.rows()).hasSize(1);
		return insights.rows().getFirst();
	}

}
