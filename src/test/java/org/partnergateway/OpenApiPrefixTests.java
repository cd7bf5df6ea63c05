package org.partnergateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.Chromium;
import org.partnergateway.harness.PrefixProxy;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the description and its page behind a proxy that cuts a prefix off.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127.0.0.1/32" })
@ActiveProfiles("sandbox")
class OpenApiPrefixTests {

	private final PrefixProxy proxy;

	private final int port;

	OpenApiPrefixTests(@LocalServerPort int port) {
		this.port = port;
		this.proxy = new PrefixProxy("/company/licenses", port);
	}

	@AfterEach
	void close() {
		this.proxy.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/", "/V3/Api-Docs.yaml/" })
	void serverOfTheDescriptionIsTheGatewayAsTheDocumentSeesIt(String path) throws Exception {
		for (String root : List.of(this.proxy.url(), "http://localhost:" + this.port)) {
			URI document = URI.create(root + path);
			JsonNode description = YAMLMapper.shared().readTree(get(document).body());
			String server = description.at("/servers/0/url").asString();
			assertThat(document.resolve(server)).hasToString(root + "/");
			// As they do it who put the two together first.
			URI status = document.resolve(server + "/v1/status");
			assertThat(status).hasToString(root + "/v1/status");
			assertThat(get(status).statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/v3/api-docs.yaml" })
	void generatorFindsTheServer(String path) {
		String server = new OpenAPIV3Parser().read(this.proxy.url() + path).getServers().getFirst().getUrl();
		assertThat(server).isEqualTo(this.proxy.url() + "/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/swagger-ui.html", "/swagger-ui.html/", "/Swagger-UI.HTML", "/swagger-ui/index.html/" })
	void pageIsFound(String path) throws Exception {
		HttpResponse<String> page = get(URI.create(this.proxy.url() + path));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri()).hasToString(this.proxy.url() + "/swagger-ui/index.html");
		URI settings = page.uri().resolve("../v3/api-docs/swagger-config");
		assertThat(get(page.uri().resolve("swagger-initializer.js")).body())
			.contains("'" + "../v3/api-docs/swagger-config" + "'");
		JsonNode configuration = YAMLMapper.shared().readTree(get(settings).body());
		assertThat(get(page.uri().resolve(configuration.get("url").asString())).body()).startsWith("{\"openapi\":");
	}

	private static HttpResponse<String> get(URI url) throws Exception {
		try (HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build()) {
			return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
		}
	}

	/**
	 * With the page in a browser.
	 */
	@Nested
	class InABrowser {

		@RegisterExtension
		static final Chromium chromium = new Chromium();

		@Test
		void operationIsTriedOut() {
			for (String root : List.of(OpenApiPrefixTests.this.proxy.url(),
					"http://localhost:" + OpenApiPrefixTests.this.port)) {
				List<Response> answers = new ArrayList<>();
				Page page = chromium.open();
				page.onResponse(answers::add);
				page.navigate(root + "/swagger-ui.html");
				page.locator("#operations-Gateway-getStatus .opblock-summary-control").click();
				page.locator("#operations-Gateway-getStatus .try-out__btn").click();
				Response answer = page.waitForResponse((response) -> response.url().endsWith("/v1/status"),
						() -> page.locator("#operations-Gateway-getStatus .execute").click());
				assertThat(answer.url()).isEqualTo(root + "/v1/status");
				assertThat(answers).hasSizeGreaterThan(5)
					.allMatch((response) -> response.url().startsWith(root + "/"))
					.allMatch((response) -> response.status() < 400);
			}
		}

	}

}
