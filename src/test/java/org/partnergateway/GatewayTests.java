package org.partnergateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for what callers see, over real HTTP on both sides. Locales of their own keep the
 * tests that need a cold store from one another.
 */
@InSandbox
class GatewayTests {

	private static final String ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private static final String OTHER_ID = "6492b9d6-5629-429b-934c-040b1946e760";

	private final SandboxPartnerCenter partnerCenter;

	private final GatewayClient gateway;

	private final GatewayClient management;

	GatewayTests(SandboxPartnerCenter partnerCenter, @LocalServerPort int port, @LocalManagementPort int management) {
		this.partnerCenter = partnerCenter;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@ParameterizedTest
	@CsvSource({ DEPLOYMENT + ", partner-deployment.json", USAGE + ", partner-usage.json" })
	void getReturnsThePartnersReportByteForByteWithoutItsMark(String path, String sample) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(sample(sample));
		assertThat(header(response, "Content-Type")).isEqualTo("application/json");
		assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(sample(sample).length));
		assertThat(header(response, "MS-CV")).matches("[A-Za-z0-9+/]{16}\\.0");
		assertThat(header(response, "MS-ServerId")).isNotEmpty();
		assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding, Origin, X-Locale");
		assertThat(header(response, "Cache-Control")).isEqualTo("private, max-age=900");
		assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"default\";q=1000000;w=60");
		assertThat(header(response, "RateLimit")).matches("\"default\";r=\\d+;t=\\d+");
		assertThat(response.headers().firstValue("Server")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/V1/Analytics/licenses/Deployment", "//v1/analytics/licenses/deployment",
			"/v1/analytics/licenses/deployment/", "//V1/ANALYTICS/LICENSES/DEPLOYMENT/",
			"/v1/analytics/licenses/deployment?x=1&x=2&top=3" })
	void getWhenPathIsSpelledLikeClientsDoReturnsTheReport(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(sample("partner-deployment.json"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/v1", "/v1/analytics/licenses", "/v1/analytics/licenses/deploymentx",
			"/error", "/v1/analytics/licenses/deployment//", "///v1/analytics/licenses/deployment",
			"/v1//analytics/licenses/deployment", "/v1/analytics/licenses/deployment;x=1",
			"/v1/analytics/%2e%2e/analytics/licenses/usage", "/actuator", "/actuator/health", "/actuator/prometheus" })
	void getWhenThereIsNoSuchPathIsNotFound(String path) throws Exception {
		assertProblem(this.gateway.get(path), 404, "not-found");
	}

	@Test
	void getWhenFetchedSaysMissThenHit() throws Exception {
		HttpResponse<byte[]> first = this.gateway.get(USAGE, "X-Locale", "da-DK");
		HttpResponse<byte[]> second = this.gateway.get(USAGE, "X-Locale", "da-dk");
		assertThat(header(first, "Cache-Status")).isEqualTo("partner-license-gateway; fwd=miss; stored");
		assertThat(header(first, "Age")).isEqualTo("0");
		assertThat(header(second, "Cache-Status")).isEqualTo("partner-license-gateway; hit; ttl=900");
		assertThat(header(second, "MS-CV")).isEqualTo(header(first, "MS-CV"));
		assertThat(this.partnerCenter.reportRequests()).isEqualTo(1);
	}

	@Test
	void getWhenManyAskAtOnceFetchesOnce() {
		this.partnerCenter.faults(SandboxFaults.none().withLatency(Duration.ofMillis(500)));
		List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 100)
			.mapToObj((i) -> this.gateway.getAsync(USAGE, "X-Locale", "sv-SE"))
			.toList();
		List<String> statuses = answers.stream().map((answer) -> header(answer.join(), "Cache-Status")).toList();
		assertThat(statuses).containsOnlyOnce("partner-license-gateway; fwd=miss; stored")
			.contains("partner-license-gateway; fwd=miss; collapsed");
		assertThat(this.partnerCenter.reportRequests()).isEqualTo(1);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
	}

	@Test
	void getEchoesTheCallersIdsAndMakesMissingOnes() throws Exception {
		HttpResponse<byte[]> echoed = this.gateway.get(USAGE, "MS-RequestId", ID, "MS-CorrelationId", OTHER_ID);
		assertThat(header(echoed, "MS-RequestId")).isEqualTo(ID);
		assertThat(header(echoed, "MS-CorrelationId")).isEqualTo(OTHER_ID);
		HttpResponse<byte[]> made = this.gateway.get(USAGE);
		assertThat(UUID.fromString(header(made, "MS-RequestId")))
			.isNotEqualTo(UUID.fromString(header(made, "MS-CorrelationId")));
		assertThat(header(made, "MS-RequestId")).isNotEqualTo(ID);
	}

	@Test
	void getWhenFetchedPassesOnWhatIdentifiesTheOperationAndNothingElse() throws Exception {
		this.gateway.get(DEPLOYMENT, "MS-RequestId", ID, "MS-CorrelationId", OTHER_ID, "MS-CV", "f0trvmq8mEScHcFS.1",
				"X-Locale", "fr-be", "Authorization", "Bearer the-callers-own", "Cookie", "a=b", "X-Other", "x",
				"baggage", "a=b", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		SandboxRequest asked = this.partnerCenter.requests()
			.stream()
			.filter((request) -> !request.isForToken())
			.findFirst()
			.orElseThrow();
		assertThat(asked.path()).isEqualTo(DEPLOYMENT);
		assertThat(asked.headers().getFirst("MS-CorrelationId")).isEqualTo(OTHER_ID);
		assertThat(asked.headers().getFirst("MS-CV")).isEqualTo("f0trvmq8mEScHcFS.1");
		assertThat(asked.headers().getFirst("X-Locale")).isEqualTo("fr-BE");
		assertThat(asked.headers().getFirst("MS-PartnerCenter-Application")).isEqualTo("partner-license-gateway");
		assertThat(asked.headers().getFirst("Accept")).isEqualTo("application/json");
		assertThat(asked.headers().getFirst("traceparent"))
			.matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-0[01]")
			.doesNotContain("b7ad6b7169203331");
		assertThat(UUID.fromString(asked.headers().getFirst("MS-RequestId"))).isNotEqualTo(UUID.fromString(ID));
		assertThat(asked.headers().getFirst("Authorization")).startsWith("Bearer ").doesNotContain("the-callers-own");
		assertThat(asked.headers().headerNames()).doesNotContain("Cookie", "X-Other", "baggage");
	}

	@Test
	void getWhenVectorIsMalformedDropsIt() throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(DEPLOYMENT, "X-Locale", "nl-NL", "MS-CV", "nonsense");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.partnerCenter.requests()).noneMatch((request) -> request.headers().containsHeader("MS-CV"));
	}

	@ParameterizedTest
	@CsvSource({ "MS-RequestId, nonsense", "MS-CorrelationId, 1234", "X-Locale, english" })
	void getWhenHeaderIsMalformedIsInvalidHeader(String name, String value) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(USAGE, name, value);
		assertProblem(response, 400, "invalid-header");
		assertThat(json(response).get("detail").asString()).contains(name).doesNotContain(value);
	}

	@Test
	void getWhenGzipIsAcceptedSendsIt() throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "Accept-Encoding", "br, gzip");
		assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.isEqualTo(sample("partner-usage.json"));
		assertThat(header(response, "ETag")).isNotEqualTo(header(this.gateway.get(USAGE), "ETag"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void sendWhenConditionNamesTheTagIsNotModified(String method) throws Exception {
		String tag = header(this.gateway.get(USAGE), "ETag");
		assertThat(tag).matches("\"[^\"]+\"");
		for (String condition : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
			HttpResponse<byte[]> response = this.gateway.send(method, USAGE, "If-None-Match", condition);
			assertThat(response.statusCode()).isEqualTo(304);
			assertThat(response.body()).isEmpty();
			assertThat(header(response, "ETag")).isEqualTo(tag);
			assertThat(header(response, "MS-RequestId")).isNotEmpty();
			assertThat(header(response, "Vary")).isNotEmpty();
			assertThat(header(response, "Cache-Status")).contains("hit");
		}
		assertThat(this.gateway.get(USAGE, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
	}

	@Test
	void headSendsTheHeadersOfGetAndNoBody() throws Exception {
		HttpResponse<byte[]> get = this.gateway.get(USAGE);
		HttpResponse<byte[]> head = this.gateway.send("HEAD", USAGE);
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		for (String name : List.of("Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control", "MS-CV")) {
			assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND" })
	void sendWhenMethodIsAnotherIsNotAllowed(String method) throws Exception {
		String answer = this.gateway
			.raw((method + " " + USAGE + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		assertThat(answer).startsWith("HTTP/1.1 405")
			.contains("Allow: GET, HEAD, OPTIONS", "application/problem+json", ":method-not-allowed\"",
					"MS-RequestId: ", "MS-CorrelationId: ");
	}

	@Test
	void optionsNamesTheMethods() throws Exception {
		HttpResponse<byte[]> response = this.gateway.send("OPTIONS", USAGE);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Allow")).contains("GET", "HEAD", "OPTIONS").doesNotContain("POST");
	}

	@Test
	void preflightWhenNoOriginIsAllowedIsForbidden() throws Exception {
		HttpResponse<byte[]> response = this.gateway.send("OPTIONS", USAGE, "Origin", "https://reports.contoso.com",
				"Access-Control-Request-Method", "GET");
		assertProblem(response, 403, "forbidden");
		assertThat(json(response).get("detail").asString()).contains("callers.cors.allowed-origins");
	}

	@ParameterizedTest
	@CsvSource({ "If-None-Match, 200", "Accept-Encoding, 200", "X-Other, 200", "MS-CV, 200", "Accept, 406",
			"X-Locale, 400" })
	void getWhenHeaderHasOddCharactersIsAnsweredAsIfItHadOthers(String name, int status) throws Exception {
		String answer = this.gateway.raw(("GET " + USAGE + "?%85=%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
				+ name + ": \u0085\u00ff\t\u009b\r\n\r\n")
			.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("\u0085", "\u009b", "\u00ff");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json;q=0", "nonsense" })
	void getWhenJsonIsNotAcceptedIsNotAcceptable(String accept) throws Exception {
		assertProblem(this.gateway.get(USAGE, "Accept", accept), 406, "not-acceptable");
	}

	@Test
	void getWhenPartnerCenterFailsAndNothingIsStoredSaysWhenToComeAgain() throws Exception {
		this.partnerCenter.faults(SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofMinutes(1)));
		HttpResponse<byte[]> asked = this.gateway.get(DEPLOYMENT, "X-Locale", "pt-PT");
		assertProblem(asked, 503, "upstream-throttled");
		assertThat(header(asked, "Retry-After")).isEqualTo("60");
		HttpResponse<byte[]> leftAlone = this.gateway.get(DEPLOYMENT, "X-Locale", "pt-BR");
		assertProblem(leftAlone, 503, "upstream-throttled");
		assertThat(Integer.parseInt(header(leftAlone, "Retry-After"))).isBetween(1, 60);
		assertThat(this.partnerCenter.reportRequests()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GARBAGE\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000", "GET / HTTP/1.1\r\n\r\n",
			"GET " + USAGE + " HTTP/9.9\r\nHost: x\r\n\r\n", "GET /<script> HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\nConnection: close\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: x\r\nX: a\u0001\r\nConnection: close\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\nConnection: close\r\n\r\n" })
	void rawWhenNotWellFormedIsInvalidRequest(String garbage) throws Exception {
		String answer = this.gateway.raw(garbage.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(answer).startsWith("HTTP/1.1 400")
			.contains("application/problem+json", ":invalid-request\"", "MS-RequestId: ", "MS-CorrelationId: ")
			.doesNotContain("<script", "Exception", "Tomcat");
	}

	@Test
	void rawWhenHeadersAreTooLargeIsInvalidRequest() throws Exception {
		String answer = this.gateway.raw(("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		assertThat(answer).startsWith("HTTP/1.1 431").contains(":invalid-request\"");
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/health, 200", "/actuator/health/liveness, 200", "/actuator/health/readiness, 200",
			"/actuator/prometheus, 200", "/actuator/info, 200", "/actuator/env, 404", "/actuator/heapdump, 404",
			"/actuator/beans, 404", "/actuator/sbom, 404", DEPLOYMENT + ", 404" })
	void managementPortHasHealthMetricsAndInfoAlone(String path, int status) throws Exception {
		assertThat(this.management.get(path).statusCode()).isEqualTo(status);
		assertThat(this.partnerCenter.reportRequests()).isZero();
	}

	private static void assertProblem(HttpResponse<byte[]> response, int status, String type) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		JsonNode problem = json(response);
		assertThat(problem.get("type").asString()).endsWith(":" + type);
		assertThat(problem.get("status").asInt()).isEqualTo(status);
		assertThat(problem.get("title").asString()).isNotEmpty();
		assertThat(problem.get("detail").asString()).isNotEmpty();
		assertThat(problem.get("requestId").asString()).isEqualTo(header(response, "MS-RequestId"));
		assertThat(problem.get("correlationId").asString()).isEqualTo(header(response, "MS-CorrelationId"));
		assertThat(problem.get("instance").asString()).isEqualTo("urn:uuid:" + header(response, "MS-RequestId"));
		assertThat(problem.get("code").asString()).isEqualTo(type);
		assertThat(problem.get("description").asString()).isNotEmpty();
		assertThat(problem.get("source").asString()).isEqualTo("partner-license-gateway");
		assertThat(problem.get("data").isArray()).isTrue();
	}

	private static byte[] sample(String name) throws IOException {
		try (InputStream in = Objects.requireNonNull(GatewayTests.class.getResourceAsStream(name))) {
			return in.readAllBytes();
		}
	}

}
