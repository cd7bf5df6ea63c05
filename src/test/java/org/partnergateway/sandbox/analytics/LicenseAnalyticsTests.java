package org.partnergateway.sandbox.analytics;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LicenseAnalytics}: that everything that was seen of Partner Center is
 * somewhere in there.
 */
class LicenseAnalyticsTests {

	private static final String FIRST = "11111111-2222-4333-8444-555555555555";

	private static final LicenseAnalytics analytics = new LicenseAnalytics();

	@Test
	void customerIdsWhenAskedAreFiftyGuids() {
		assertThat(analytics.customerIds()).hasSize(50)
			.doesNotHaveDuplicates()
			.startsWith(FIRST)
			.allMatch((id) -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
	}

	@Test
	void readWhenCustomerIsTheFirstIsItsReport() {
		assertThat(ofCustomer(FIRST, "deployment")).startsWith("""
				{"totalCount":3,"items":[\
				{"customerId":"11111111-2222-4333-8444-555555555555","customerName":"Contoso Ltd.",\
				"productName":"EXCHANGE ONLINE (PLAN 1)","serviceCode":"o365",\
				"licensesDeployed":12,"licensesSold":40,"deploymentPercent":30.0,\
				"processedDateTime":"2026-11-20T03:25:16.36+00:00","serviceName":"o365","channel":"reseller",\
				"attributes":{"objectType":"CustomerLicensesDeploymentInsights"}},""")
			.endsWith("],\"attributes\":{\"objectType\":\"Collection\"}}");
		assertThat(ofCustomer(FIRST, "usage")).startsWith("""
				{"totalCount":4,"items":[\
				{"customerId":"11111111-2222-4333-8444-555555555555","customerName":"Contoso Ltd.",\
				"productName":"EXCHANGE ONLINE (PLAN 1)","serviceCode":"o365",\
				"licensesActive":7,"licensesQualified":12,"usagePercent":58.33,\
				"workloadCode":"EXO","workloadName":"Exchange",\
				"processedDateTime":"2026-11-15T03:25:16.36+00:00","serviceName":"o365","channel":"reseller",\
				"attributes":{"objectType":"CustomerLicensesUsageInsights"}},""");
	}

	@Test
	void readWhenReportIsCommercialHasRowsOfTheSameFigures() {
		String query = "filter=customerTenantId eq '%s'&top=1".formatted(FIRST);
		assertThat(commercial("deployment", query)).startsWith("""
				{"Value":[\
				{"processedDateTime":"2026-11-10T03:25:16.36","serviceCode":"o365",\
				"serviceName":"Microsoft Office 365","channel":"reseller",\
				"customerTenantId":"11111111-2222-4333-8444-555555555555","customerName":"Contoso Ltd.",\
				"productId":"FBD0B624-ACB2-4FB2-A29E-D766235AB1A4","productName":"EXCHANGE ONLINE (PLAN 1)",\
				"licensesDeployed":12,"licensesSold":40}],"@nextLink":"http""");
		assertThat(commercial("usage", query)).contains("""
				"productName":"EXCHANGE ONLINE (PLAN 1)","workloadCode":"EXO","workloadName":"Exchange",\
				"licensesActive":7,"licensesQualified":12}],"@nextLink":"http""");
	}

	@Test
	void readWhenInstanceIsAnotherIsTheSame() {
		assertThat(bodies(new LicenseAnalytics())).isEqualTo(bodies(analytics));
	}

	// What two runs of the JVM differ in, such as the order of a Map.of, two instances do
	// not. Whoever changes the data changes this too.
	@Test
	void readWhenRunIsAnotherIsTheSame() throws Exception {
		byte[] all = String.join("\n", bodies(analytics)).getBytes(StandardCharsets.UTF_8);
		assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all)))
			.isEqualTo("04b5dc837e139f5ffd0132e79a2292dc49b9fc686cb4333eb068fd6a4eb07403");
	}

	@Test
	void readWhenAnyReportIsCompact() {
		assertThat(bodies(analytics))
			.allSatisfy((body) -> assertThat(JsonMapper.shared().readTree(body)).hasToString(body));
	}

	@Test
	void readWhenCustomerHasNothingIsEmpty() {
		String empty = "{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"}}";
		assertThat(analytics.customerIds()).filteredOn((id) -> ofCustomer(id, "deployment").equals(empty))
			.hasSize(9)
			.allSatisfy((id) -> assertThat(ofCustomer(id, "usage")).isEqualTo(empty));
		assertThat(analytics.customerIds()).filteredOn((id) -> ofCustomer(id, "usage").equals(empty))
			.hasSizeGreaterThanOrEqualTo(3);
	}

	@Test
	void readWhenAnyCustomerCountsItsRows() {
		assertThat(customerBodies("deployment")).allSatisfy((body) -> {
			JsonNode report = JsonMapper.shared().readTree(body);
			assertThat(report.get("items")).hasSize(report.get("totalCount").intValue());
		});
	}

	@Test
	void namesWhenReadAreInManyScripts() {
		String names = String.join("", values("customerName"));
		Set<UnicodeScript> scripts = names.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
		assertThat(scripts).contains(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC,
				UnicodeScript.ARABIC, UnicodeScript.HEBREW, UnicodeScript.HAN, UnicodeScript.KATAKANA,
				UnicodeScript.HANGUL, UnicodeScript.DEVANAGARI);
		assertThat(names).contains("ö", "ż", "'", "\"", "\\", "<b>", "&", "%", "🧀");
	}

	@Test
	void rowsWhenReadAreOfManyKinds() {
		assertThat(values("serviceCode")).contains("o365", "crm", "ems", "pbi");
		assertThat(values("channel")).contains("reseller", "advisor", "direct");
		assertThat(values("productName")).hasSize(10);
		assertThat(values("workloadCode")).hasSizeGreaterThan(7);
	}

	@Test
	void percentsWhenReadAreBelowAndAboveAHundred() {
		assertThat(rows("usage").map((row) -> row.path("usagePercent").asDouble(0)))
			.anyMatch((percent) -> percent > 100)
			.anyMatch((percent) -> percent > 0 && percent < 100 && percent != Math.rint(percent))
			.anyMatch((percent) -> percent == 0);
		assertThat(rows("deployment").map((row) -> row.path("deploymentPercent").asDouble(0)))
			.allMatch((percent) -> percent >= 0 && percent <= 100);
	}

	@ParameterizedTest
	@CsvSource({ "deployment, licensesSold", "usage, licensesQualified" })
	void countsWhenReadAreWithAndWithoutDecimals(String report, String count) {
		String all = String.join("", customerBodies(report)) + commercial(report, "");
		assertThat(all).containsPattern("\"%s\":[0-9]+[,}]".formatted(count))
			.containsPattern("\"%s\":[0-9]+\\.0[,}]".formatted(count));
	}

	@Test
	void countOfActiveWhenReadIsSpelledInTwoWaysInCommercialRows() {
		assertThat(commercial("usage", "")).containsPattern("\"licensesActive\":[0-9]")
			.containsPattern("\"licenseActive\":[0-9]");
		assertThat(String.join("", customerBodies("usage"))).doesNotContain("licenseActive");
	}

	@ParameterizedTest
	@CsvSource({ "deployment, 11", "usage, 13" })
	void fieldsWhenReadAreSometimesMissingOrNull(String report, int fields) {
		assertGaps(rows(report).toList(), fields);
	}

	@ParameterizedTest
	@CsvSource({ "deployment, 10", "usage, 12" })
	void fieldsWhenReadAreSometimesMissingOrNullInCommercialRows(String report, int fields) {
		assertGaps(commercialRows(report).toList(), fields);
	}

	@ParameterizedTest
	@ValueSource(strings = { "T00:00:00+00:00", "T03:25:16.36+00:00", "T22:14:05Z" })
	void timesWhenReadOfCustomersHaveAZone(String time) {
		assertThat(rows("deployment").map(LicenseAnalyticsTests::processed)).contains("2026-11-20" + time);
		assertThat(rows("usage").map(LicenseAnalyticsTests::processed)).contains("2026-11-15" + time);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deployment", "usage" })
	void timesWhenReadOfCommercialRowsHaveNone(String report) {
		assertThat(commercialRows(report).map(LicenseAnalyticsTests::processed).filter((time) -> !time.isEmpty()))
			.contains("2026-11-10T00:00:00", "2026-11-10T03:25:16.36")
			.allMatch((time) -> time.matches("2026-11-10T[0-9:.]+"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/Customers/" + FIRST + "/Analytics/Licenses/Usage",
			"/v1/customers/CA7431DB-57D1-4FB8-B1E3-1FBB32FC5706/analytics/licenses/deployment",
			"/v1/analytics/commercial/usage/license", "/v1/analytics/commercial/deployment/license/",
			"/Partner/v1/analytics/Commercial/usage/license", "/partner/v1/analytics/commercial/deployment/license/" })
	void findWhenPathIsOfAReportIsThatReport(String path) {
		assertThat(read(path)).contains("\"customerName\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/customers/" + FIRST, "/v1/customers//analytics/licenses/usage",
			"/v1/customers/a/b/analytics/licenses/usage", "/v1/analytics/commercial/license",
			"/v1/analytics/commercial/usage/license//", "/partner/v1/customers/" + FIRST + "/analytics/licenses/usage",
			"/v1/analytics/licenses/usage" })
	void findWhenPathIsOfNoReportIsNull(String path) {
		assertThat(analytics.find(path)).isNull();
	}

	@Test
	void readWhenCustomerIsUnknownIsRefused() {
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> ofCustomer("99999999-2222-4333-8444-555555555555", "usage"))
			.satisfies((refused) -> {
				assertThat(refused.status()).isEqualTo(404);
				assertThat(refused.code()).isEqualTo("60003");
			});
	}

	@ParameterizedTest
	@CsvSource({ CustomerReports.FORMER + ", 403, 20002", CustomerReports.WITHOUT_FIGURES + ", 404, 3000" })
	void readWhenCustomersReportsAreClosedIsRefused(String customer, int status, String code) {
		assertThat(analytics.customerIds()).doesNotContain(customer);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> ofCustomer(customer, "usage"))
			.satisfies((refused) -> {
				assertThat(refused.status()).isEqualTo(status);
				assertThat(refused.code()).isEqualTo(code);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "contoso", "11111111222243338444555555555555", "{" + FIRST + "}", "1-1-1-1-1" })
	void readWhenCustomerIsNoGuidIsRefused(String id) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> ofCustomer(id, "usage"))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(400));
	}

	private static void assertGaps(List<JsonNode> rows, int fields) {
		assertThat(rows).hasSizeGreaterThan(100);
		assertThat(rows).filteredOn((row) -> row.size() == fields - 1).hasSizeGreaterThan(2);
		assertThat(rows).filteredOn((row) -> row.valueStream().anyMatch(JsonNode::isNull)).hasSizeGreaterThan(2);
		assertThat(rows).filteredOn((row) -> row.size() == fields && row.valueStream().noneMatch(JsonNode::isNull))
			.hasSizeGreaterThan(rows.size() * 9 / 10);
	}

	private static String processed(JsonNode row) {
		return row.path("processedDateTime").asString("");
	}

	/**
	 * The different values of a field in all reports.
	 */
	private static Set<String> values(String field) {
		return Stream.of("deployment", "usage")
			.flatMap((report) -> Stream.concat(rows(report), commercialRows(report)))
			.map((row) -> row.path(field).asString(""))
			.filter((value) -> !value.isEmpty())
			.collect(Collectors.toSet());
	}

	private static Stream<JsonNode> rows(String report) {
		return customerBodies(report).stream()
			.flatMap((body) -> JsonMapper.shared().readTree(body).get("items").valueStream());
	}

	private static Stream<JsonNode> commercialRows(String report) {
		return JsonMapper.shared().readTree(commercial(report, "")).get("Value").valueStream();
	}

	private static List<String> customerBodies(String report) {
		return analytics.customerIds().stream().map((id) -> ofCustomer(id, report)).toList();
	}

	private static String ofCustomer(String id, String report) {
		return read("/v1/customers/%s/analytics/licenses/%s".formatted(id, report));
	}

	private static String commercial(String report, String query) {
		return read(analytics, "/v1/analytics/commercial/%s/license".formatted(report), query);
	}

	private static List<String> bodies(LicenseAnalytics analytics) {
		List<String> bodies = new ArrayList<>();
		for (String report : List.of("deployment", "usage")) {
			for (String id : analytics.customerIds()) {
				bodies.add(read(analytics, "/v1/customers/%s/analytics/licenses/%s".formatted(id, report), ""));
			}
			String commercial = "/v1/analytics/commercial/%s/license".formatted(report);
			bodies.add(read(analytics, commercial, ""));
			bodies.add(read(analytics, commercial, "processedDateTime=2026-11-03"));
		}
		return bodies;
	}

	private static String read(String path) {
		return read(analytics, path, "");
	}

	private static String read(LicenseAnalytics analytics, String path, String query) {
		return Objects.requireNonNull(analytics.find(path)).read("http://localhost" + path, query);
	}

}
