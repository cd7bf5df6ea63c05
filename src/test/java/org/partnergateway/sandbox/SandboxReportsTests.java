package org.partnergateway.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for the customer reports and the commercial reports of
 * {@link SandboxPartnerCenter}, over real HTTP.
 */
class SandboxReportsTests {

	private static final String CUSTOMER = "11111111-2222-4333-8444-555555555555";

	private static final String CUSTOMER_DEPLOYMENT = "/v1/customers/" + CUSTOMER + "/analytics/licenses/deployment";

	private static final String CUSTOMER_USAGE = "/v1/customers/" + CUSTOMER + "/analytics/licenses/usage";

	private static final String COMMERCIAL_DEPLOYMENT = "/v1/analytics/commercial/deployment/license";

	private static final String COMMERCIAL_USAGE = "/v1/analytics/commercial/usage/license";

	static final List<String> PATHS = List.of(CUSTOMER_DEPLOYMENT, CUSTOMER_USAGE, COMMERCIAL_DEPLOYMENT,
			COMMERCIAL_USAGE);

	private static final SandboxPartnerCenter sandbox = SandboxPartnerCenter.start();

	private static final HttpClient client = HttpClient.newHttpClient();

	private static String token = "";

	@BeforeAll
	static void issueToken() throws Exception {
		token = issueToken(sandbox);
	}

	@BeforeEach
	void reset() {
		sandbox.reset();
	}

	@AfterAll
	static void stop() {
		client.shutdownNow();
		sandbox.close();
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenTokenIsValidIsJsonAfterAByteOrderMark(String path) throws Exception {
		HttpResponse<byte[]> response = get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
		assertThat(response.body()).startsWith(0xEF, 0xBB, 0xBF, '{');
		assertThat(text(response)).contains("\"Contoso Ltd.\"");
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenPathIsInAnotherCaseIsTheSame(String path) throws Exception {
		assertThat(get(path.toUpperCase(Locale.ROOT)).body()).isEqualTo(get(path).body());
	}

	@ParameterizedTest
	@ValueSource(strings = { COMMERCIAL_DEPLOYMENT, COMMERCIAL_USAGE })
	void commercialReportWhenPathHasPrefixOrSlashIsTheSame(String path) throws Exception {
		byte[] body = get(path).body();
		assertThat(get(path + "/").body()).isEqualTo(body);
		assertThat(get("/partner" + path).body()).isEqualTo(body);
		assertThat(get("/partner" + path + "/?").body()).isEqualTo(body);
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenSandboxIsAnotherIsTheSame(String path) throws Exception {
		try (SandboxPartnerCenter other = SandboxPartnerCenter.start()) {
			HttpResponse<byte[]> response = send(request(other, path, issueToken(other)));
			assertThat(response.body()).isEqualTo(get(path).body());
			assertThat(other.customerIds()).isEqualTo(sandbox.customerIds());
		}
	}

	@Test
	void customerReportWhenCustomerIsKnownIsThere() throws Exception {
		assertThat(sandbox.customerIds()).hasSize(50).startsWith(CUSTOMER);
		for (String id : sandbox.customerIds()) {
			HttpResponse<byte[]> response = get(CUSTOMER_USAGE.replace(CUSTOMER, id));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(text(response)).contains("\"totalCount\":");
		}
	}

	@Test
	void customerReportWhenCustomerIsUnknownIsNotFound() throws Exception {
		HttpResponse<byte[]> response = get(CUSTOMER_USAGE.replace(CUSTOMER, UUID.randomUUID().toString()));
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(text(response)).startsWith("{\"code\":\"60003\",\"description\":\"There is no such tenant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "contoso", "%7B" + CUSTOMER + "%7D", CUSTOMER + "0" })
	void customerReportWhenIdIsNoGuidIsRefused(String id) throws Exception {
		HttpResponse<byte[]> response = get(CUSTOMER_USAGE.replace(CUSTOMER, id));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(text(response)).startsWith("{\"code\":\"400\",\"description\":");
	}

	@Test
	void commercialReportWhenAskedByPageLinksToTheNext() throws Exception {
		String filter = "customerName eq 'O''Brien & Sons' or channel eq 'direct'";
		String path = "/partner" + COMMERCIAL_USAGE + "/?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)
				+ "&top=10";
		JsonNode first = json(get(path));
		assertThat(first.get("Value")).hasSize(10);
		assertThat(first.get("TotalCount").intValue()).isGreaterThan(20);
		String next = first.get("@nextLink").stringValue();
		assertThat(next).isEqualTo(sandbox.baseUrl() + path + "&skip=10");
		JsonNode second = json(send(request(URI.create(next), token)));
		assertThat(second.get("Value")).hasSize(10).isNotEqualTo(first.get("Value"));
		assertThat(second.get("@nextLink").stringValue()).isEqualTo(sandbox.baseUrl() + path + "&skip=20");
		assertThat(second.get("TotalCount")).isEqualTo(first.get("TotalCount"));
	}

	@Test
	void commercialReportWhenGroupedSumsUp() throws Exception {
		assertThat(json(get(COMMERCIAL_DEPLOYMENT + "?groupby=serviceCode")).get("Value"))
			.allSatisfy((row) -> assertThat(row.propertyNames()).containsExactly("serviceCode", "licensesDeployed",
					"licensesSold"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "top=0", "skip=-1", "filter=serviceCode", "groupby=nothing", "processedDateTime=never" })
	void commercialReportWhenQueryIsNotValidIsRefused(String query) throws Exception {
		assertThat(get(COMMERCIAL_USAGE + "?" + query).statusCode()).isEqualTo(400);
	}

	@Test
	void commercialReportWhenQueryIsNotValidSaysWhatIsWrong() throws Exception {
		assertThat(text(get(COMMERCIAL_USAGE + "?top=10001"))).isEqualTo("""
				{"code":"400","description":"The parameter top is a number from 1 to 10000.",\
				"data":[],"source":"sandbox"}""");
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenTokenIsNotValidIsRefused(String path) throws Exception {
		assertThat(send(request(sandbox, path, "nonsense")).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenMethodIsNotGetIsNotAllowed(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(request(sandbox, path, token), (name, value) -> true)
			.DELETE()
			.build();
		assertThat(send(request).statusCode()).isEqualTo(405);
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenRequestCarriesIdsEchoesThem(String path) throws Exception {
		String id = UUID.randomUUID().toString();
		HttpRequest request = HttpRequest.newBuilder(request(sandbox, path, token), (name, value) -> true)
			.header("MS-CorrelationId", id)
			.build();
		HttpResponse<byte[]> response = send(request);
		assertThat(response.headers().firstValue("MS-CorrelationId")).hasValue(id);
		assertThat(response.headers().map()).containsKeys("ms-requestid", "ms-cv", "ms-serverid");
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportWhenFaultStandsMeetsIt(String path) throws Exception {
		sandbox.enqueue(SandboxFaults.of(Kind.THROTTLED), SandboxFaults.of(Kind.CUT_SHORT));
		assertThat(get(path).statusCode()).isEqualTo(429);
		assertThatIOException().isThrownBy(() -> get(path));
		assertThat(get(path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "?filter=a%20eq%20'b'&top=1, filter=a%20eq%20'b'&top=1", "?a?b, a?b", "''," })
	void requestsWhenThereIsAQueryTellItAsItCame(String suffix, String query) throws Exception {
		get(COMMERCIAL_USAGE + suffix);
		SandboxRequest request = sandbox.requests().getFirst();
		assertThat(request.query()).isEqualTo(query);
		assertThat(request.path()).isEqualTo(COMMERCIAL_USAGE);
		assertThat(request).hasToString("GET " + COMMERCIAL_USAGE);
	}

	private static String issueToken(SandboxPartnerCenter sandbox) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(sandbox.tokenUri())
			.POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=a&client_secret=b"))
			.build();
		return json(send(request)).get("access_token").stringValue();
	}

	private static HttpResponse<byte[]> get(String path) throws Exception {
		return send(request(sandbox, path, token));
	}

	private static HttpRequest request(SandboxPartnerCenter sandbox, String path, String token) {
		return request(URI.create(sandbox.baseUrl() + path), token);
	}

	private static HttpRequest request(URI uri, String token) {
		return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
	}

	private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
		return client.send(request, BodyHandlers.ofByteArray());
	}

	private static JsonNode json(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(text(response));
	}

	private static String text(HttpResponse<byte[]> response) {
		String text = new String(response.body(), StandardCharsets.UTF_8);
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

}
