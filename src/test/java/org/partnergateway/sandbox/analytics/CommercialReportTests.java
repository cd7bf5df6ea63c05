package org.partnergateway.sandbox.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommercialReport}.
 */
class CommercialReportTests {

	private static final String URL = "http://localhost/partner/v1/Analytics/commercial/usage/license/";

	private static final LicenseAnalytics analytics = new LicenseAnalytics();

	@Test
	void readWhenAllFitsOnAPageHasNoNextLink() {
		JsonNode body = read("");
		assertThat(body.propertyNames()).containsExactly("Value", "@nextLink", "TotalCount");
		assertThat(body.get("@nextLink").isNull()).isTrue();
		assertThat(body.get("TotalCount").intValue()).isEqualTo(body.get("Value").size()).isGreaterThan(200);
	}

	@Test
	void readWhenPageByPageIsAllRowsOnce() {
		List<JsonNode> rows = new ArrayList<>();
		String query = "x=1&filter=serviceCode%20eq%20%27o365%27&top=50";
		JsonNode all = read("filter=serviceCode+eq+'o365'");
		int pages = 0;
		for (JsonNode next = JsonMapper.shared().getNodeFactory().stringNode(URL + "?" + query); next.isString();) {
			assertThat(next.stringValue()).startsWith(URL + "?" + query);
			JsonNode body = read(next.stringValue().substring(URL.length() + 1));
			assertThat(body.get("TotalCount")).isEqualTo(all.get("TotalCount"));
			body.get("Value").forEach(rows::add);
			next = body.get("@nextLink");
			pages++;
		}
		assertThat(rows).containsExactlyElementsOf(all.get("Value"));
		assertThat(pages).isEqualTo((rows.size() + 49) / 50).isGreaterThan(2);
	}

	@Test
	void readWhenPageEndsWithTheRowsHasNoNextLink() {
		int total = read("").get("TotalCount").intValue();
		assertThat(read("top=1&skip=" + (total - 1)).get("@nextLink").isNull()).isTrue();
		assertThat(read("top=1&skip=" + (total - 2)).get("@nextLink").stringValue())
			.isEqualTo(URL + "?top=1&skip=" + (total - 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip=100000", "skip=2147483647", "filter=channel eq 'nobody'",
			"processedDateTime=2020-01-01" })
	void readWhenNothingIsLeftIsEmpty(String query) {
		JsonNode body = read(query);
		assertThat(body.get("Value").isEmpty()).isTrue();
		assertThat(body.get("@nextLink").isNull()).isTrue();
	}

	@Test
	void readWhenFilteredHasOnlyThoseRowsAndCountsThem() {
		String id = analytics.customerIds().getFirst();
		JsonNode body = read("filter=customerTenantId eq '%s' and workloadCode ne 'PBI'".formatted(id));
		assertThat(body.get("TotalCount").intValue()).isEqualTo(3);
		assertThat(body.get("Value").findValuesAsString("customerName")).containsOnly("Contoso Ltd.");
	}

	@Test
	void readWhenGroupedHasTheFieldsAndTheSums() {
		JsonNode body = read("groupby=serviceCode,channel");
		assertThat(body.get("TotalCount").intValue()).isEqualTo(body.get("Value").size());
		assertThat(body.get("Value")).allSatisfy((row) -> assertThat(row.propertyNames()).containsExactly("serviceCode",
				"channel", "licensesActive", "licensesQualified"));
		assertThat(sum(body, "licensesQualified")).isEqualTo(sum(read(""), "licensesQualified")).isPositive();
	}

	@Test
	void readWhenGroupedIsFilteredBeforeAndPagedAfterwards() {
		JsonNode body = read("groupby=channel&filter=serviceCode eq 'crm' and channel ne 'direct'&top=1");
		assertThat(body.get("Value")).hasSize(1);
		assertThat(body.get("TotalCount").intValue()).isBetween(2, 3);
		assertThat(body.get("@nextLink").stringValue()).endsWith("&top=1&skip=1");
	}

	@Test
	void readWhenProcessedIsGivenIsOfThatDay() {
		JsonNode last = read("processedDateTime=2026-11-10");
		JsonNode before = read("processedDateTime=2026-11-03T00:00:00Z");
		assertThat(last).isEqualTo(read(""));
		assertThat(
				before.get("Value").findValuesAsString("processedDateTime").stream().filter((time) -> !time.isEmpty()))
			.isNotEmpty()
			.allMatch((time) -> time.startsWith("2026-11-03T"));
		assertThat(sum(before, "licensesQualified")).isPositive().isLessThan(sum(last, "licensesQualified"));
	}

	private static long sum(JsonNode body, String count) {
		return body.get("Value").valueStream().mapToLong((row) -> row.path(count).asLong(0)).sum();
	}

	private static JsonNode read(String query) {
		Report report = Objects.requireNonNull(analytics.find(URL.substring("http://localhost".length())));
		return JsonMapper.shared().readTree(report.read(URL, query));
	}

}
