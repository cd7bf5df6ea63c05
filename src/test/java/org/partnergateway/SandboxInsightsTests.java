package org.partnergateway;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.insights.Insights;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for all six reports of the sandbox: what comes through the gateway is read, row
 * by row and page by page.
 */
@InSandbox
class SandboxInsightsTests {

	private final SandboxPartnerCenter partnerCenter;

	private final GatewayClient gateway;

	SandboxInsightsTests(SandboxPartnerCenter partnerCenter, @LocalServerPort int port) {
		this.partnerCenter = partnerCenter;
		this.gateway = new GatewayClient(port);
	}

	@ParameterizedTest
	@EnumSource(LicenseReport.class)
	void everyRowOfTheSandboxIsRead(LicenseReport report) throws Exception {
		int rows = 0;
		for (String path : paths(report)) {
			HttpResponse<byte[]> response = this.gateway.get(path);
			assertThat(response.statusCode()).isEqualTo(200);
			Insights insights = Insights.read(report, response.body());
			assertThat(insights.rows()).hasSize(json(response).path(report.rows()).size());
			assertThat(insights.totalCount()).isEqualTo((long) insights.rows().size());
			assertThat(insights.rows()).allSatisfy((row) -> assertThat(row.subject()).isNotNull());
			rows += insights.rows().size();
		}
		assertThat(rows).isPositive();
	}

	@Test
	void pagesFollowOneAnotherThroughTheGateway() throws Exception {
		String next = LicenseReport.COMMERCIAL_USAGE.path() + "?top=50&filter=channel%20ne%20'direct'";
		List<JsonNode> rows = new ArrayList<>();
		long total;
		do {
			JsonNode page = json(this.gateway.get(next));
			page.path("Value").forEach(rows::add);
			total = page.path("TotalCount").asLong();
			String link = page.path("@nextLink").asString("");
			next = link.substring(Math.max(0, link.indexOf("/v1")));
		}
		while (!next.isEmpty());
		assertThat(rows).hasSize((int) total).doesNotHaveDuplicates().hasSizeGreaterThan(100);
		assertThat(this.partnerCenter.requests()).filteredOn((request) -> request.path().contains("commercial"))
			.hasSize((int) Math.ceil(total / 50.0));
	}

	private List<String> paths(LicenseReport report) {
		return report.isOfCustomer() ? this.partnerCenter.customerIds()
			.stream()
			.map((customer) -> report.path().replace("{customer-id}", customer))
			.toList() : List.of(report.path());
	}

}
