package org.partnergateway;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.openapi.ApiDescription;
import org.partnergateway.partnercenter.channel.Pauses;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for the status, over real sockets.
 */
@InSandbox
class StatusTests {

	private static final String STATUS = "/v1/status";

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final Pauses pauses;

	private final MeterRegistry meters;

	private final GatewayClient gateway;

	StatusTests(SandboxPartnerCenter partnerCenter, MovableClock clock, Pauses pauses, MeterRegistry meters,
			@LocalServerPort int port) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.pauses = pauses;
		this.meters = meters;
		this.gateway = new GatewayClient(port);
	}

	@Test
	void getTellsHowOldTheReportsAre() throws Exception {
		this.gateway.get(USAGE);
		this.clock.advance(Duration.ofSeconds(42));
		JsonNode reports = status().get("reports");
		assertThat(report(reports, "partner-usage"))
			.hasToString("{\"report\":\"partner-usage\",\"path\":\"%s\",\"age\":42,\"timeToLive\":900,\"leftAlone\":0}"
				.formatted(USAGE));
		assertThat(report(reports, "partner-deployment").get("path").asString()).isEqualTo(DEPLOYMENT);
		assertThat(reports).hasSize(2);
	}

	@Test
	void getTellsHowLongTheTokenIsGood() throws Exception {
		this.gateway.get(USAGE);
		assertThat(status().at("/accessToken/expiresIn").asInt()).isBetween(3590, 3600);
		assertThat(status().at("/accessToken/problem").isNull()).isTrue();
		assertThat(status().get("refreshToken")).hasToString("{\"kept\":false,\"age\":null}");
	}

	@Test
	void getTellsWhomTheGatewayLeavesAlone() throws Exception {
		this.partnerCenter.faults(SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofMinutes(1)));
		HttpResponse<byte[]> refused = this.gateway.get(DEPLOYMENT);
		assertThat(refused.statusCode()).isEqualTo(503);
		JsonNode status = status();
		assertThat(report(status.get("reports"), "partner-deployment").get("leftAlone").asInt()).isEqualTo(60);
		// A 429 is about everything: one back-off, also for what was not asked for.
		assertThat(report(status.get("reports"), "partner-usage").get("leftAlone").asInt()).isEqualTo(60);
		assertThat(this.gateway.get(USAGE).statusCode()).isEqualTo(503);
		assertThat(status().at("/stores/leftAlone").asInt()).isEqualTo(1);
		JsonNode refusal = status.at("/refusals/0");
		assertThat(refusal.get("type").asString()).isEqualTo("upstream-throttled");
		assertThat(refusal.get("status").asInt()).isEqualTo(503);
		assertThat(refusal.get("path").asString()).isEqualTo(DEPLOYMENT);
		assertThat(refusal.get("requestId").asString()).isEqualTo(header(refused, "MS-RequestId"));
	}

	@Test
	void getTellsOfAPauseBeforeAFetchHasFailedByIt() throws Exception {
		this.pauses.take(Duration.ofSeconds(20));
		JsonNode status = status();
		assertThat(report(status.get("reports"), "partner-deployment").get("leftAlone").asInt()).isEqualTo(20);
		assertThat(status.at("/stores/leftAlone").asInt()).isEqualTo(1);
		assertThat(this.meters.get("partnercenter.backoff")
			.tag("report", "customer-usage")
			.timeGauge()
			.value(TimeUnit.SECONDS)).isEqualTo(20);
		this.clock.advance(Duration.ofSeconds(20));
		assertThat(status().at("/stores/leftAlone").asInt()).isZero();
	}

	@Test
	void getTellsThatTheBreakerIsOpen() throws Exception {
		assertThat(status().at("/breaker/state").asString()).isNotEqualTo("open");
		this.partnerCenter.faults(SandboxFaults.of(Kind.SERVER_ERROR).withStatus(501));
		for (int i = 0; i < 10; i++) {
			this.gateway.get("/v1/customers/" + this.partnerCenter.customerIds().get(i) + "/analytics/licenses/usage");
		}
		assertThat(status().at("/breaker/state").asString()).isEqualTo("open");
		assertThat(status().at("/stores/leftAlone").asInt()).isEqualTo(10);
	}

	@Test
	void getTellsWhyThereIsNoToken() throws Exception {
		this.partnerCenter.revokeTokens();
		this.partnerCenter.tokenFaults(SandboxFaults.of(Kind.SERVER_ERROR).withStatus(503));
		this.gateway.get(USAGE);
		JsonNode token = status().get("accessToken");
		assertThat(token.get("problem").asString()).isEqualTo("unavailable");
		assertThat(token.get("remedy").asString()).startsWith("Wait: ");
		assertThat(token.get("retryAfter").asInt()).isBetween(0, 30);
	}

	@Test
	void getCallsNobodyAndIsNotKept() throws Exception {
		long before = this.partnerCenter.reportRequests() + this.partnerCenter.tokenRequests();
		HttpResponse<byte[]> response = this.gateway.get(STATUS);
		assertThat(this.partnerCenter.reportRequests() + this.partnerCenter.tokenRequests()).isEqualTo(before);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(header(response, "Content-Type")).isEqualTo("application/json");
		assertThat(UUID.fromString(header(response, "MS-RequestId"))).isNotNull();
		HttpResponse<byte[]> head = this.gateway.send("HEAD", "//V1/Status/");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		assertThat(header(head, "Content-Length")).isNotEmpty();
	}

	@Test
	void fieldsAreThoseThatAreDescribed() throws Exception {
		this.gateway.get("/nonsense");
		ApiDescription api = ApiDescription.written();
		JsonNode schema = api.operation("getStatus").schema("200", "application/json");
		JsonNode status = status();
		assertThat(ApiDescription.fieldsOf(status)).isEqualTo(api.fields(schema));
		assertThat(api.violations(schema, status)).isEmpty();
	}

	@Test
	void getHoldsNoSecretAndNothingOfTheCaller() throws Exception {
		this.gateway.get(USAGE);
		this.gateway.get("/v1/%3Cb%3E/s3cr3t?key=s3cr3t", "X-Api-Key", "s3cr3t", "User-Agent", "s3cr3t");
		String status = status().toString();
		assertThat(status).contains("/v1/\u2026/\u2026").doesNotContain("s3cr3t", "127.0.0.1", "sandbox-only");
		assertThat(this.partnerCenter.requests())
			.extracting((request) -> request.headers().getFirst(HttpHeaders.AUTHORIZATION))
			.filteredOn(Objects::nonNull)
			.isNotEmpty()
			.allSatisfy((sent) -> assertThat(status).doesNotContain(sent.substring("Bearer ".length())));
	}

	private JsonNode status() throws Exception {
		return json(this.gateway.get(STATUS));
	}

	private static JsonNode report(JsonNode reports, String name) {
		return reports.valueStream()
			.filter((report) -> report.get("report").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
