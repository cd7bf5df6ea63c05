package org.partnergateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for how the page is served, and what it may do.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "callers.authentication=api-key" })
@ActiveProfiles("sandbox")
class PageTests {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private static final Pattern REFERENCE = Pattern.compile("(?: (?:src|href)=\"|from '\\./)(page/)?([^\"']+\\.\\w+)");

	private static final int MOST_BYTES = 150_000;

	@TempDir
	static Path directory;

	private final GatewayClient gateway;

	PageTests(@LocalServerPort int port) {
		this.gateway = new GatewayClient(port);
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		Path keys = Files.writeString(directory.resolve("api-keys"), "somebody:" + "0".repeat(64));
		registry.add("callers.api-keys-file", () -> keys);
	}

	static List<String> paths() throws IOException {
		Resource[] files = new PathMatchingResourcePatternResolver()
			.getResources("classpath:/org/partnergateway/page/assets/*.*");
		return Arrays.stream(files)
			.map((file) -> String.valueOf(file.getFilename()))
			.map((name) -> name.equals("index.html") ? "/" : "/page/" + name)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("paths")
	@ValueSource(strings = { "//", "/PAGE/Page.css", "/page/main.js/" })
	void getWithoutACredentialIsAnswered(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isNotEmpty();
		assertOpen(response);
		HttpResponse<byte[]> head = this.gateway.send("HEAD", path);
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(response.body().length));
		assertThat(header(head, "Content-Type")).isEqualTo(header(response, "Content-Type"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page/page.css" })
	void getWithItsTagIsNotModified(String path) throws Exception {
		for (String coding : List.of("identity", "gzip, deflate, br")) {
			HttpResponse<byte[]> response = this.gateway.get(path, "Accept-Encoding", coding);
			assertThat(header(response, "ETag")).matches("\"[A-Za-z0-9_-]+\"");
			assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
			assertThat(header(response, "Content-Encoding")).isEqualTo(coding.startsWith("gzip") ? "gzip" : "");
			HttpResponse<byte[]> again = this.gateway.get(path, "Accept-Encoding", coding, "If-None-Match",
					header(response, "ETag"));
			assertThat(again.statusCode()).isEqualTo(304);
			assertThat(again.body()).isEmpty();
			assertOpen(again);
			assertThat(this.gateway.get(path, "If-None-Match", "*").statusCode()).isEqualTo(304);
		}
	}

	@Test
	void typesAreTheirOwnAndCachingIsWhatThePartsNeed() throws Exception {
		assertServed("/", "text/html;charset=utf-8", "no-cache");
		assertServed("/page/main.js", "text/javascript;charset=utf-8", "no-cache");
		assertServed("/page/page.css", "text/css;charset=utf-8", "no-cache");
		assertServed("/page/icon.svg", "image/svg+xml", "no-cache");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page", "/page/", "/page/index.html", "/page/missing.js", "/page/sub/main.js",
			"/page/%2e%2e/application.properties", "/page/assets/main.js" })
	void getWhenThereIsNoSuchFileIsNotFound(String path) throws Exception {
		assertProblem(this.gateway.get(path), 404, "not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/main.js", "/v1/status", "/v1", "/favicon.ico",
			"/webjars/swagger-ui/index.html" })
	void getElsewhereNeedsACredential(String path) throws Exception {
		assertProblem(this.gateway.get(path), 401, "unauthenticated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page/main.js" })
	void postIsNotAllowed(String path) throws Exception {
		HttpResponse<byte[]> response = this.gateway.send("POST", path);
		assertProblem(response, 405, "method-not-allowed");
		assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
		HttpResponse<byte[]> options = this.gateway.send("OPTIONS", path);
		assertThat(options.statusCode()).isEqualTo(200);
		assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
	}

	@Test
	void pageIsSmallAndNeedsNothingFromElsewhere() throws Exception {
		int bytes = 0;
		for (String path : paths()) {
			String text = new String(this.gateway.get(path).body(), StandardCharsets.UTF_8);
			bytes += compressed(text);
			assertThat(text.replace("http://www.w3.org/2000/svg", "")).as(path)
				.doesNotContain("http:", "https:", " style=", "<style", "javascript:", "innerHTML", "eval(")
				.doesNotContainPattern("<[^>]+ on\\w+=");
			assertThat(text.lines().filter((line) -> line.contains("<script")))
				.allMatch((line) -> line.contains(" src=\"page/"));
			for (String reference : REFERENCE.matcher(text).results().map((match) -> match.group(2)).toList()) {
				String served = reference.equals("swagger-ui.html") ? "/swagger-ui/index.html" : "/page/" + reference;
				assertThat(this.gateway.get(served).statusCode()).as(reference).isEqualTo(200);
			}
		}
		assertThat(bytes).isLessThan(MOST_BYTES);
	}

	private void assertServed(String path, String type, String caching) throws Exception {
		HttpResponse<byte[]> response = this.gateway.get(path);
		assertThat(header(response, "Content-Type")).isEqualTo(type);
		assertThat(header(response, "Cache-Control")).isEqualTo(caching);
	}

	private static int compressed(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.size();
	}

	private static void assertOpen(HttpResponse<byte[]> response) {
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
	}

}
