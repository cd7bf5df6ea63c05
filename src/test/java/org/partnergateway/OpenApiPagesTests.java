package org.partnergateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for who may load the description and its page, and what the page may do.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "callers.authentication=api-key" })
@ActiveProfiles("sandbox")
class OpenApiPagesTests {

	private static final Pattern REFERENCE = Pattern.compile(" (?:src|href)=\"([^\"]*)\"");

	private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>([^<]*)</script>");

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	@TempDir
	static Path directory;

	private final GatewayClient gateway;

	OpenApiPagesTests(@LocalServerPort int port) {
		this.gateway = new GatewayClient(port);
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		Path keys = Files.writeString(directory.resolve("api-keys"), "somebody:" + "0".repeat(64));
		registry.add("callers.api-keys-file", () -> keys);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/V3/Api-Docs/", "//v3/api-docs", "/v3/api-docs.yaml",
			"/v3/api-docs/swagger-config", "/swagger-ui/index.html", "/swagger-ui/swagger-ui.css",
			"/swagger-ui/swagger-ui-bundle.js" })
	void getWithoutACredentialIsAnswered(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isNotEmpty();
		assertOpenPage(response);
		HttpResponse<byte[]> head = this.gateway.send("HEAD", path);
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(response.body().length));
		assertThat(header(head, "Content-Type")).isEqualTo(header(response, "Content-Type"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/swagger-ui.html", "/Swagger-UI.html/" })
	void getPageLeadsToWhereItIs(String path) throws Exception {
		for (String method : List.of("GET", "HEAD")) {
			HttpResponse<byte[]> response = this.gateway.send(method, path);
			assertThat(response.statusCode()).isEqualTo(302);
			URI asked = URI.create("http://127.0.0.1" + path);
			assertThat(asked.resolve(header(response, "Location"))).hasPath("/swagger-ui/index.html");
			assertOpenPage(response);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/swagger-ui", "/swagger-ui/", "/swagger-ui/missing", "/v3/api-docs/missing",
			"/swagger-ui/%2e%2e/v1", "/swagger-ui/ui/index.html", "/swagger-ui/swagger-config.json", "/swagger-ui/*",
			"/swagger-ui/swagger-ui.js" })
	void getWhenThereIsNoSuchPageIsNotFound(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertProblem(response, 404, "not-found");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/swagger-ui/%2e%2e%2fapplication.properties", "/swagger-ui/../../application.properties" })
	void getOutsideOfThePageIsRefused(String path) throws Exception {
		assertProblem(this.gateway.get(path), 400, "invalid-request");
	}

	@Test
	void getPageListensNeitherToQueriesNorToForwardedHeaders() throws Exception {
		assertThat(header(this.gateway.get("/swagger-ui.html?a=1&=&=b"), "Location"))
			.isEqualTo("swagger-ui/index.html");
		for (String[] forwarded : new String[][] { { "X-Forwarded-Host", "elsewhere.example" },
				{ "X-Forwarded-Port", "none" }, { "X-Forwarded-Prefix", "/elsewhere" },
				{ "Forwarded", "host=elsewhere.example" } }) {
			HttpResponse<byte[]> response = this.gateway.get("/swagger-ui.html", forwarded);
			assertThat(response.statusCode()).isEqualTo(302);
			assertThat(header(response, "Location")).isEqualTo("swagger-ui/index.html");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/v3/api-docs, application/json", "/v3/api-docs.yaml, application/vnd.oai.openapi",
			"/v3/api-docs/, application/json", "/v3/api-docs/swagger-config, application/json",
			"/swagger-ui/index.html, text/html;charset=utf-8",
			"/swagger-ui/swagger-initializer.js, text/javascript;charset=utf-8",
			"/swagger-ui/swagger-ui-bundle.js, text/javascript;charset=utf-8",
			"/swagger-ui/swagger-ui.css, text/css;charset=utf-8", "/swagger-ui/favicon-32x32.png, image/png" })
	void getWithItsTagIsNotModified(String path, String type) throws Exception {
		Set<String> tags = new HashSet<>();
		for (String coding : List.of("identity", "gzip, deflate, br")) {
			HttpResponse<byte[]> response = this.gateway.get(path, "Accept-Encoding", coding);
			assertThat(header(response, "Content-Type")).isEqualTo(type);
			assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
			assertThat(response.headers().allValues("Vary")).contains("Accept-Encoding");
			assertThat(header(response, "Content-Encoding")).isEqualTo(coding.startsWith("gzip") ? "gzip" : "");
			String tag = header(response, "ETag");
			assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
			assertThat(tags.add(tag)).isTrue();
			for (String condition : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
				for (String method : List.of("GET", "HEAD")) {
					HttpResponse<byte[]> again = this.gateway.send(method, path, "Accept-Encoding", coding,
							"If-None-Match", condition);
					assertThat(again.statusCode()).as(condition).isEqualTo(304);
					assertThat(again.body()).isEmpty();
					assertThat(header(again, "ETag")).isEqualTo(tag);
					assertThat(again.headers().allValues("Vary")).contains("Accept-Encoding");
					assertOpenPage(again);
				}
			}
			assertThat(this.gateway.get(path, "Accept-Encoding", coding, "If-None-Match", "\"other\"").body())
				.isEqualTo(response.body());
		}
	}

	@Test
	void compressedIsTheSame() throws Exception {
		for (String path : List.of("/v3/api-docs", "/v3/api-docs.yaml", "/swagger-ui/swagger-ui-bundle.js")) {
			byte[] compressed = this.gateway.get(path, "Accept-Encoding", "gzip").body();
			try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
				assertThat(content.readAllBytes()).isEqualTo(this.gateway.get(path).body());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/swagger-ui.html", "/swagger-ui/index.html" })
	void postIsNotAllowed(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.send("POST", path);
		assertProblem(response, 405, "method-not-allowed");
		assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
	}

	@ParameterizedTest
	@ValueSource(strings = { USAGE, "/v1/status", "/v3", "/v3/api-docsx", "/v3/api-docs.json", "/swagger-ui.htm",
			"/swagger-uix", "/webjars/swagger-ui/index.html", "/swagger-resources" })
	void getElsewhereNeedsACredential(String path) throws Exception {
		assertProblem(this.gateway.get(path), 401, "unauthenticated");
	}

	@Test
	void documentAsksForAKeyAlone() throws Exception {
		assertThat(json(this.gateway.get("/v3/api-docs")).get("security"))
			.hasToString("[{\"apiKey\":[]},{\"apiKeyAsBearer\":[]}]");
	}

	@Test
	void documentIsTheSameWhateverTheHostIsCalled() throws Exception {
		String answer = this.gateway.raw("GET /v3/api-docs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
			.getBytes(StandardCharsets.US_ASCII));
		assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
	}

	/**
	 * The policy allows nothing in line and nothing from elsewhere, so the page must need
	 * neither.
	 */
	@Test
	void pageKeepsToItsPolicy() throws Exception {
		String page = text("/swagger-ui/index.html");
		assertThat(page).doesNotContainIgnoringCase("<style", " style=", "javascript:")
			.doesNotContainPattern(" on\\w+=");
		assertThat(SCRIPT.matcher(page).results()).hasSizeGreaterThan(1).allSatisfy((MatchResult script) -> {
			assertThat(script.group(1)).contains(" src=");
			assertThat(script.group(2)).isBlank();
		});
		List<String> references = REFERENCE.matcher(page).results().map((reference) -> reference.group(1)).toList();
		assertThat(references).hasSizeGreaterThan(3);
		for (String reference : references) {
			assertThat(reference).doesNotContain(":", "//");
			assertThat(this.gateway.get("/swagger-ui/" + reference.replace("./", "")).statusCode()).as(reference)
				.isEqualTo(200);
		}
		// The other layout has a bar with a style in line.
		assertThat(text("/swagger-ui/swagger-initializer.js")).contains("layout: \"BaseLayout\"")
			.doesNotContain("petstore", "https:");
	}

	private String text(String path) throws Exception {
		return new String(this.gateway.get(path).body(), StandardCharsets.UTF_8);
	}

	private static void assertOpenPage(HttpResponse<byte[]> response) {
		assertThat(header(response, "Content-Security-Policy")).isEqualTo(POLICY);
		assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
		assertThat(UUID.fromString(header(response, "MS-RequestId"))).isNotNull();
		assertThat(UUID.fromString(header(response, "MS-CorrelationId"))).isNotNull();
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
	}

	private static void assertProblem(HttpResponse<byte[]> response, int status, String type) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(json(response).get("type").asString()).endsWith(":" + type);
		assertThat(json(response).get("requestId").asString()).isEqualTo(header(response, "MS-RequestId"));
		assertThat(json(response).get("correlationId").asString()).isEqualTo(header(response, "MS-CorrelationId"));
	}

}
