package org.partnergateway;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.openapi.ApiDescription;
import org.partnergateway.openapi.ApiOperation;
import org.partnergateway.openapi.ParameterValues;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Compares what the description says of reports and their parameters with all that the
 * sandbox has, and with what the gateway takes.
 */
@InSandbox
class OpenApiReportTests {

	private final SandboxPartnerCenter partnerCenter;

	private final GatewayClient gateway;

	private final ApiDescription api;

	OpenApiReportTests(SandboxPartnerCenter partnerCenter, @LocalServerPort int port) throws Exception {
		this.partnerCenter = partnerCenter;
		this.gateway = new GatewayClient(port);
		this.api = ApiDescription.of(this.gateway.get("/v3/api-docs").body());
	}

	static Stream<String> operations() {
		return ApiDescription.written().operations().stream().filter(ApiOperation::isReport).map(ApiOperation::id);
	}

	@ParameterizedTest
	@MethodSource("operations")
	void fieldsOfReportsAreDescribedAndThoseThatAreDescribedCome(String id) throws Exception {
		ApiOperation operation = this.api.operation(id);
		JsonNode schema = operation.schema("200", "application/json");
		Set<String> fields = new TreeSet<>();
		for (JsonNode report : reports(operation)) {
			assertThat(this.api.violations(schema, report)).as(report.toString()).isEmpty();
			fields.addAll(ApiDescription.fieldsOf(report));
		}
		assertThat(fields).isEqualTo(this.api.fields(schema));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void parametersAreTakenInTheirFormAlone(String id) throws Exception {
		ApiOperation operation = this.api.operation(id);
		for (JsonNode parameter : operation.parameters()) {
			String name = parameter.get("name").asString();
			for (String value : ParameterValues.within(parameter)) {
				assertThat(send(operation, parameter, value).statusCode()).as(name + "=" + value).isIn(200, 304, 404);
			}
			for (String value : ParameterValues.beyond(parameter)) {
				HttpResponse<byte[]> response = send(operation, parameter, value);
				assertThat(response.statusCode()).as(name + "=" + value).isEqualTo(400);
				assertThat(json(response).get("detail").asString()).contains(" " + name + " must be ");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "getCommercialDeployment", "getCommercialUsage" })
	void fieldsToFilterAndGroupByAreThoseThatAreDescribed(String id) throws Exception {
		ApiOperation operation = this.api.operation(id);
		Set<String> described = new TreeSet<>();
		operation.parameter("groupby").at("/schema/items/enum").forEach((field) -> described.add(field.asString()));
		Set<String> grouped = new TreeSet<>();
		Set<String> filtered = new TreeSet<>();
		for (String field : List.of("serviceCode", "serviceName", "channel", "customerTenantId", "customerName",
				"productId", "productName", "workloadCode", "workloadName", "processedDateTime", "licensesSold",
				"licensesDeployed", "licensesActive", "licensesQualified")) {
			if (this.gateway.get(operation.path() + "?groupby=" + field).statusCode() == 200) {
				grouped.add(field);
			}
			if (this.gateway.get(operation.path() + "?filter=" + field + "+eq+'a'").statusCode() == 200) {
				filtered.add(field);
			}
		}
		assertThat(grouped).isEqualTo(described);
		assertThat(filtered).isEqualTo(described);
		String text = operation.parameter("filter").get("description").asString();
		assertThat(text.substring(text.indexOf("Fields: ") + 8, text.length() - 1).split(", "))
			.containsExactlyInAnyOrderElementsOf(described);
	}

	/**
	 * Everything that the sandbox has to say.
	 */
	private List<JsonNode> reports(ApiOperation operation) throws Exception {
		List<JsonNode> reports = new ArrayList<>();
		if (operation.path().contains("/commercial/")) {
			String next = operation.path() + "?top=100";
			while (next.contains("/v1/")) {
				JsonNode page = json(this.gateway.get(next.substring(next.indexOf("/v1/"))));
				reports.add(page);
				next = page.path("@nextLink").asString("");
			}
			assertThat(reports).hasSizeGreaterThan(1);
			return reports;
		}
		List<String> customers = this.partnerCenter.customerIds();
		for (String customer : operation.path().contains("{") ? customers : customers.subList(0, 1)) {
			reports.add(json(this.gateway.get(operation.path().replace("{customer-id}", customer))));
		}
		return reports;
	}

	private HttpResponse<byte[]> send(ApiOperation operation, JsonNode parameter, String value) throws Exception {
		String name = parameter.get("name").asString();
		return switch (parameter.get("in").asString()) {
			case "path" -> this.gateway.get(operation.path().replace("{" + name + "}", value));
			case "query" ->
				this.gateway.get(path(operation) + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
			default -> this.gateway.get(path(operation), name, value);
		};
	}

	private String path(ApiOperation operation) {
		return operation.path().replace("{customer-id}", this.partnerCenter.customerIds().getFirst());
	}

}
