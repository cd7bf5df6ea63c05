package org.partnergateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for the commercial reports: their query, and the link to the next page.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "reports.keep-warm=false", "callers.authentication=none",
				"partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
				"partner-center.token.client-secret=the-secret", "partner-center.commercial-path-prefix=/partner" })
@Import(MovableClock.Wiring.class)
class CommercialReportTests {

	private static final String DEPLOYMENT = "/v1/analytics/commercial/deployment/license";

	private static final String USAGE = "/v1/analytics/commercial/usage/license";

	private static final String BODY = "{\"Value\":[],\"@nextLink\":null,\"TotalCount\":0}";

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private final MovableClock clock;

	private final GatewayClient gateway;

	private final int port;

	CommercialReportTests(MovableClock clock, @LocalServerPort int port) {
		this.clock = clock;
		this.gateway = new GatewayClient(port);
		this.port = port;
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", () -> "http://127.0.0.1:" + partnerCenter.port());
		registry.add("partner-center.token.uri", () -> "http://127.0.0.1:" + partnerCenter.port() + "/token");
	}

	@AfterAll
	static void close() throws Exception {
		partnerCenter.close();
	}

	@BeforeEach
	void reset() {
		partnerCenter.report(Reply.of(200, "\uFEFF" + BODY));
		partnerCenter.reportRequests().clear();
		// Nothing of another test is of use any more.
		this.clock.advance(Duration.ofDays(4));
	}

	@ParameterizedTest
	@ValueSource(strings = { DEPLOYMENT, USAGE })
	void getWhenWithoutQueryReturnsTheReportByteForByte(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
		assertThat(asked()).containsExactly("/partner" + path);
	}

	@Test
	void getWhenQuestionIsTheSameInAnotherOrderEncodingOrSpacingAsksOnce() throws Exception {
		String expected = "/partner" + USAGE
				+ "?top=5&skip=10&filter=serviceName%20eq%20%27a%26b%27&groupby=serviceName%2Cchannel";
		for (String query : List.of("top=5&skip=10&filter=serviceName%20eq%20%27a%26b%27&groupby=serviceName,channel",
				"groupby=channel%2CserviceName&filter=servicename+++EQ+'a%26b'&skip=010&top=+5&x=1",
				"Top=%35&nothing&filter=%20serviceName%20eq%20'a%26b'&Skip=10&GroupBy=channel,%20serviceName")) {
			assertThat(this.gateway.get(USAGE + "?" + query).statusCode()).isEqualTo(200);
		}
		assertThat(asked()).containsExactly(expected);
	}

	@Test
	void getWhenQuestionsDifferAsksForEach() throws Exception {
		for (String query : List.of("", "?top=5", "?top=6", "?skip=5", "?filter=channel+eq+'a'",
				"?filter=channel+eq+'A'", "?filter=channel+eq+'a+'", "?groupby=channel",
				"?processedDateTime=2026-11-10")) {
			this.gateway.get(DEPLOYMENT + query);
		}
		assertThat(asked()).hasSize(9).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@CsvSource({ "top=0, top", "top=1&top=1, top", "skip=-1, skip", "filter=a, filter",
			"filter=channel+eq+'a%0D%0AX-Evil:+1', filter", "groupby=workloadName, groupby",
			"processedDateTime=never, processedDateTime" })
	void getWhenParameterIsMalformedIs400AndAsksNobody(String query, String parameter) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(DEPLOYMENT + "?" + query);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(json(response).path("type").asString()).endsWith(":invalid-parameter");
		assertThat(json(response).path("detail").asString()).startsWith("The parameter " + parameter + " must be ");
		assertThat(asked()).isEmpty();
	}

	@Test
	void getWhenPartnerCenterRejectsAFilterSaysSoAndAnswersWithoutIt() throws Exception {
		partnerCenter.report(Reply.of(400, "{\"code\":\"2000\",\"description\":\"no\"}"));
		HttpResponse<byte[]> rejected = this.gateway.get(USAGE + "?filter=channel+eq+'a'");
		assertThat(rejected.statusCode()).isEqualTo(400);
		assertThat(json(rejected).path("type").asString()).endsWith(":question-rejected");
		assertThat(json(rejected).path("code").asString()).isEqualTo("2000");
		assertThat(json(rejected).path("description").asString()).isEqualTo("no");
		partnerCenter.report(Reply.of(200, BODY));
		assertThat(this.gateway.get(USAGE + "?filter=channel+eq+'a'").statusCode()).isEqualTo(400);
		assertThat(this.gateway.get(USAGE).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenThereIsANextPageLeadsBackToTheGateway() throws Exception {
		String query = "?top=1&skip=1&filter=channel%20eq%20%27a%27";
		String link = "http://127.0.0.1:" + partnerCenter.port() + "/partner" + USAGE + "/" + query;
		partnerCenter.report(Reply.of(200, "\uFEFF" + page(link)));
		HttpResponse<byte[]> response = this.gateway.get(USAGE + "?top=1&filter=channel+eq+'a'");
		String expected = "http://127.0.0.1:" + this.port + USAGE + "/" + query;
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(page(expected));
		assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(page(expected).length()));
		partnerCenter.report(Reply.of(200, BODY));
		String next = json(response).path("@nextLink").asString();
		assertThat(this.gateway.get(next.substring(next.indexOf("/v1"))).statusCode()).isEqualTo(200);
		assertThat(asked()).hasSize(2).last().asString().isEqualTo("/partner" + USAGE + query);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/partner", "/PARTNER", "//partner", "/partner/", "//Partner/" })
	void getWhenAskedUnderTheServicesPrefixAnswersTheSameAndLinksToThat(String prefix) throws Exception {
		partnerCenter.report(Reply.of(200, page("https://api.partnercenter.microsoft.com" + USAGE + "?skip=1")));
		this.gateway.get(USAGE);
		for (String path : List.of(prefix + USAGE, prefix + USAGE + "/")) {
			HttpResponse<byte[]> response = this.gateway.get(path);
			assertThat(header(response, "Cache-Status")).startsWith("partner-license-gateway; hit");
			String next = json(response).path("@nextLink").asString();
			assertThat(next).isEqualTo("http://127.0.0.1:" + this.port + "/partner" + USAGE + "?skip=1");
		}
		assertThat(asked()).hasSize(1);
		assertThat(this.gateway.get(prefix + "/v1/status").statusCode()).isEqualTo(404);
		assertThat(this.gateway.get(prefix + prefix + USAGE).statusCode()).isEqualTo(404);
	}

	@Test
	void getWhenTheNextPageNeedsWhatTheGatewayDoesNotPassOnLeavesTheLink() throws Exception {
		String body = page("https://api.partnercenter.microsoft.com" + USAGE + "?skip=1&continuationToken=AbC%3D");
		partnerCenter.report(Reply.of(200, body));
		assertThat(new String(this.gateway.get(USAGE).body(), StandardCharsets.UTF_8)).isEqualTo(body);
	}

	@Test
	void getWhenThereIsANextPageHasATagForIt() throws Exception {
		partnerCenter.report(Reply.of(200, page("https://api.partnercenter.microsoft.com" + USAGE + "?skip=1")));
		String tag = header(this.gateway.get(USAGE), "ETag");
		assertThat(this.gateway.get(USAGE, "If-None-Match", tag).statusCode()).isEqualTo(304);
		HttpResponse<byte[]> zipped = this.gateway.get(USAGE, "Accept-Encoding", "gzip");
		assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
		assertThat(this.gateway.get(USAGE, "If-None-Match", header(zipped, "ETag")).statusCode()).isEqualTo(304);
		assertThat(asked()).hasSize(1);
	}

	@Test
	void getWhenNextPageIsElsewhereLeavesTheLink() throws Exception {
		String body = page("https://elsewhere.example" + USAGE + "?skip=1");
		partnerCenter.report(Reply.of(200, body));
		assertThat(new String(this.gateway.get(USAGE).body(), StandardCharsets.UTF_8)).isEqualTo(body);
	}

	@Test
	void getWhenBodyHasNoRowsIs502() throws Exception {
		partnerCenter.report(Reply.of(200, "{\"totalCount\":1,\"items\":[{}]}"));
		HttpResponse<byte[]> response = this.gateway.get(USAGE);
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(json(response).path("type").asString()).endsWith(":upstream-malformed");
	}

	private static String page(String link) {
		return "{\"Value\":[{\"licensesSold\":206.0}],\"@nextLink\":\"%s\",\"TotalCount\":2}".formatted(link);
	}

	private static List<String> asked() {
		return partnerCenter.reportRequests().stream().map((head) -> head.split(" ", 3)[1]).toList();
	}

}
