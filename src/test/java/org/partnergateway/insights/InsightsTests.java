package org.partnergateway.insights;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.partnercenter.question.LicenseReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Insights}: whole bodies.
 */
class InsightsTests {

	private static final Named NOBODY = new Named(null, null);

	private static final Instant MIDNIGHT = Instant.parse("2017-03-10T00:00:00Z");

	private static final Instant NIGHT_BEFORE = Instant.parse("2017-03-09T00:00:00Z");

	private static final Instant AFTER_THREE = Instant.parse("2017-03-14T03:25:16.360Z");

	private static final Instant OCTOBER = Instant.parse("2018-10-14T00:00:00Z");

	@Test
	void readWhenPartnerDeploymentGivesItsRows() {
		assertThat(read(LicenseReport.PARTNER_DEPLOYMENT).rows()).containsExactly(
				new DeploymentInsight(ofPartner("crm"), 343L, null, 0.0, MIDNIGHT),
				new DeploymentInsight(ofPartner("o365"), 4464L, null, 1.0, AFTER_THREE));
	}

	@Test
	void readWhenPartnerUsageGivesItsRows() {
		assertThat(read(LicenseReport.PARTNER_USAGE).rows()).containsExactly(
				partnerUsage("crm", "Microsoft Dynamics CRM", MIDNIGHT), partnerUsage("crm", "SharePoint", MIDNIGHT),
				partnerUsage("o365", "Exchange", NIGHT_BEFORE), partnerUsage("o365", "SharePoint", NIGHT_BEFORE),
				partnerUsage("o365", "Skype For Business", NIGHT_BEFORE));
	}

	@Test
	void readWhenCustomerDeploymentGivesItsRows() {
		Subject sparse = ofCustomer(null, "OFFICE 365 BUSINESS ESSENTIALS", null);
		Subject full = ofCustomer("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04", "EXCHANGE ONLINE (PLAN 1)", "o365");
		assertThat(read(LicenseReport.CUSTOMER_DEPLOYMENT).rows()).containsExactly(
				new DeploymentInsight(sparse, 206L, 103L, 50.0, AFTER_THREE),
				new DeploymentInsight(full, 5L, 0L, 0.0, AFTER_THREE));
	}

	@Test
	void readWhenCustomerUsageGivesItsRows() {
		String product = "OFFICE 365 BUSINESS ESSENTIALS";
		Subject full = ofCustomer("4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04", product, "o365");
		assertThat(read(LicenseReport.CUSTOMER_USAGE).rows()).containsExactly(
				new UsageInsight(ofCustomer(null, product, null), new Named(null, "Exchange"), 4L, 3L, 75.0,
						NIGHT_BEFORE),
				new UsageInsight(full, new Named("SPO", "SharePoint"), 4L, 5L, 125.5, NIGHT_BEFORE));
	}

	@Test
	void readWhenCommercialDeploymentComputesThePercentages() {
		assertThat(read(LicenseReport.COMMERCIAL_DEPLOYMENT).rows()).containsExactly(
				new DeploymentInsight(commercial("reseller"), 8L, 3L, 37.5, OCTOBER),
				new DeploymentInsight(commercial("direct"), 0L, 0L, null, OCTOBER));
	}

	@Test
	void readWhenCommercialUsageComputesThePercentages() {
		assertThat(read(LicenseReport.COMMERCIAL_USAGE).rows()).containsExactly(
				new UsageInsight(commercial("reseller"), new Named("SPO", "SharePoint"), 3L, 1L, 100.0 / 3, OCTOBER),
				new UsageInsight(commercial("reseller"), new Named("EXO", "Exchange"), 4L, 6L, 150.0, OCTOBER));
	}

	@Test
	void readWhenGroupedGivesTheNamedFieldsAndTheCounts() {
		Insights insights = Samples.read(LicenseReport.COMMERCIAL_DEPLOYMENT,
				"""
						{"Value":[{"channel":"reseller","licensesDeployed":1,"licensesSold":4}],"@nextLink":null,"TotalCount":1}""");
		assertThat(insights.rows()).containsExactly(
				new DeploymentInsight(new Subject(NOBODY, NOBODY, NOBODY, "reseller"), 4L, 1L, 25.0, null));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "PARTNER_DEPLOYMENT, 2, none, 2017-03-14T03:25:16.360Z",
			"PARTNER_USAGE, 5, none, 2017-03-10T00:00:00Z", "CUSTOMER_DEPLOYMENT, 2, none, 2017-03-14T03:25:16.360Z",
			"CUSTOMER_USAGE, 2, none, 2017-03-09T00:00:00Z",
			"COMMERCIAL_DEPLOYMENT, 17, /v1/analytics/commercial/deployment/license?top=2&skip=2, 2018-10-14T00:00:00Z",
			"COMMERCIAL_USAGE, 2, none, 2018-10-14T00:00:00Z" })
	void readGivesWhatTheEnvelopeSaysAndTheNewestTime(LicenseReport report, long total, @Nullable String next,
			Instant newest) {
		Insights insights = read(report);
		assertThat(insights.totalCount()).isEqualTo(total);
		assertThat(insights.nextLink()).isEqualTo(next);
		assertThat(insights.newest()).isEqualTo(newest);
	}

	@ParameterizedTest
	@EnumSource
	void readWhenMarkedIsTheSame(LicenseReport report) {
		String body = new String(Samples.of(report), StandardCharsets.UTF_8);
		assertThat(Samples.read(report, "\uFEFF" + body)).isEqualTo(read(report));
	}

	@ParameterizedTest
	@EnumSource
	void readWhenNamesAreInOtherLetterCaseIsTheSame(LicenseReport report) {
		String body = new String(Samples.of(report), StandardCharsets.UTF_8);
		String shouted = Pattern.compile("\"[@\\w]+\":")
			.matcher(body)
			.replaceAll((name) -> name.group().toUpperCase(Locale.ROOT));
		assertThat(shouted).contains("\"TOTALCOUNT\":").doesNotContain("\"totalCount\":");
		assertThat(Samples.read(report, shouted)).isEqualTo(read(report));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"totalCount\":0,\"items\":[]}", "{}", "{\"items\":null}", "{\"items\":{\"channel\":\"a\"}}",
					"{\"rows\":[{\"channel\":\"a\"}]}", "{\"attributes\":{\"items\":[{\"channel\":\"a\"}]}}", "[]",
					"null", "1", "\"items\"", "[{\"items\":[{\"channel\":\"a\"}]}]",
					"{\"items\":[null,1,true,\"a\",[{\"channel\":\"a\"}],{},{\"a\":1},{\"channel\":null}]}" })
	void readWhenThereAreNoRowsIsEmpty(String body) {
		Insights insights = Samples.read(LicenseReport.PARTNER_USAGE, body);
		assertThat(insights.rows()).isEmpty();
		assertThat(insights.newest()).isNull();
	}

	@Test
	void readWhenOddRowsComeBetweenKeepsTheOthersInOrder() {
		Insights insights = Samples.read(LicenseReport.PARTNER_DEPLOYMENT, """
				{"items":[[1],{"channel":"b"},7,{"channel":"a"},{},{"channel":"b"},null]}""");
		assertThat(insights.rows()).extracting((row) -> row.subject().channel()).containsExactly("b", "a", "b");
	}

	@Test
	void readWhenTimesDifferNewestIsTheLatestWhereverItStands() {
		Insights insights = Samples.read(LicenseReport.PARTNER_DEPLOYMENT,
				"""
						{"items":[{"processedDateTime":"2017-03-10T01:00:00+02:00"},{"processedDateTime":"2017-03-10T00:00:00"},
						{"channel":"a"},{"processedDateTime":"2017-03-09T23:59:59Z"},{"processedDateTime":"9999-12-31T23:59:59Z"}]}""");
		assertThat(insights.newest()).isEqualTo(MIDNIGHT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\uFEFF", "{", "{\"items\":[", "{\"items\":[}", "{\"items\":[{\"channel\":secret}]}",
			"{\"items\":[]}secret", "{\"items\":[]}{}", "[]1", "{\"items\":[{\"licensesSold\":NaN}]}", "{'items':[]}",
			"<html>secret</html>" })
	void readWhenNotJsonRefusesAndDoesNotQuoteIt(String body) {
		assertThatIllegalArgumentException().isThrownBy(() -> Samples.read(LicenseReport.PARTNER_DEPLOYMENT, body))
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void readWhenNestedSkipsIt() {
		String deep = "[{\"a\":".repeat(200) + "1" + "}]".repeat(200);
		Insights insights = Samples.read(LicenseReport.PARTNER_DEPLOYMENT,
				"{\"a\":%1$s,\"items\":[{\"a\":%1$s,\"channel\":%1$s,\"licensesSold\":7}],\"totalCount\":%1$s}"
					.formatted(deep));
		assertThat(insights.rows())
			.containsExactly(new DeploymentInsight(new Subject(NOBODY, NOBODY, NOBODY, null), 7L, null, null, null));
		assertThat(insights.totalCount()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "{\"a\":%s}", "{\"items\":%s}", "{\"items\":[{\"a\":%s}]}" })
	void readWhenNestedDeeperThanAStoredReportCanBeRefuses(String around) {
		String deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Samples.read(LicenseReport.PARTNER_DEPLOYMENT, around.formatted(deep)));
	}

	@Test
	void readWhenLargeGivesEveryRow() {
		int count = 30_000;
		String body = IntStream.range(0, count)
			.mapToObj(InsightsTests::row)
			.collect(Collectors.joining(",", "{\"Value\":[", "],\"@nextLink\":null,\"TotalCount\":" + count + "}"));
		assertThat(body.length()).isGreaterThan(10_000_000);
		Insights insights = Samples.read(LicenseReport.COMMERCIAL_USAGE, body);
		assertThat(insights.totalCount()).isEqualTo(count);
		assertThat(insights.rows()).hasSize(count);
		for (int i = 0; i < count; i++) {
			Subject subject = new Subject(new Named("tenant-" + i, "Contoso"), new Named("product", "Office"),
					new Named("o365", "Microsoft Office 365"), "reseller");
			assertThat(insights.rows().get(i)).isEqualTo(new UsageInsight(subject, new Named("EXO", "Exchange"), 1L + i,
					(long) i, 100.0 * i / (1 + i), OCTOBER.plusNanos(i)));
		}
	}

	private static String row(int i) {
		return """
				{"processedDateTime":"2018-10-14T00:00:00.%09d","workloadCode":"EXO","workloadName":"Exchange","serviceCode":"o365",
				"serviceName":"Microsoft Office 365","channel":"reseller","customerTenantId":"tenant-%d","customerName":"Contoso",
				"productId":"product","productName":"Office","licensesActive":%d,"licensesQualified":%d.0,"unknown":[{"a":{}}]}"""
			.formatted(i, i, i, 1 + i);
	}

	private static Insights read(LicenseReport report) {
		return Insights.read(report, Samples.of(report));
	}

	private static UsageInsight partnerUsage(String service, String workload, Instant processed) {
		return new UsageInsight(ofPartner(service), new Named(null, workload), null, null, 0.0, processed);
	}

	private static Subject ofPartner(String service) {
		return new Subject(NOBODY, NOBODY, new Named(null, service), "reseller");
	}

	private static Subject ofCustomer(@Nullable String id, String product, @Nullable String serviceCode) {
		return new Subject(new Named(id, "Contoso"), new Named(null, product), new Named(serviceCode, "o365"),
				"reseller");
	}

	private static Subject commercial(String channel) {
		return new Subject(new Named("0112A436-B14E-4888-967B-CA4BB2CF1234", "Contoso"),
				new Named("6FD2C87F-B296-42F0-B197-1E91E994B900", "OFFICE 365 ENTERPRISE E3"),
				new Named("o365", "Microsoft Office 365"), channel);
	}

}
