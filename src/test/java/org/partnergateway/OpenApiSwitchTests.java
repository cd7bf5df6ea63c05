package org.partnergateway;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.partnergateway.harness.GatewayClient;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for gateways without the description or its page.
 */
class OpenApiSwitchTests {

	private static final List<String> DOCUMENT = List.of("/v3/api-docs", "/v3/api-docs.yaml");

	private static final List<String> PAGE = List.of("/swagger-ui.html", "/swagger-ui/index.html",
			"/swagger-ui/swagger-ui-bundle.js", "/v3/api-docs/swagger-config");

	private static void assertNotFound(GatewayClient gateway, List<String> paths) throws Exception {
		for (String path : paths) {
			HttpResponse<byte[]> response = gateway.get(path);
			assertThat(response.statusCode()).as(path).isEqualTo(404);
			assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
			assertThat(json(response).get("type").asString()).endsWith(":not-found");
		}
	}

	/**
	 * {@code springdoc.api-docs.enabled=false}.
	 */
	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "management.server.port=0", "springdoc.api-docs.enabled=false" })
	@ActiveProfiles("sandbox")
	class WithoutDocument {

		private final GatewayClient gateway;

		WithoutDocument(@LocalServerPort int port) {
			this.gateway = new GatewayClient(port);
		}

		@Test
		void getIsNotFoundForTheDocumentAndItsPage() throws Exception {
			assertNotFound(this.gateway, DOCUMENT);
			assertNotFound(this.gateway, PAGE);
			assertThat(this.gateway.get(USAGE).statusCode()).isEqualTo(200);
		}

	}

	/**
	 * {@code springdoc.swagger-ui.enabled=false}.
	 */
	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "management.server.port=0", "springdoc.swagger-ui.enabled=false" })
	@ActiveProfiles("sandbox")
	class WithoutPage {

		private final GatewayClient gateway;

		WithoutPage(@LocalServerPort int port) {
			this.gateway = new GatewayClient(port);
		}

		@Test
		void getIsNotFoundForThePageAlone() throws Exception {
			assertNotFound(this.gateway, PAGE);
			for (String path : DOCUMENT) {
				assertThat(this.gateway.get(path).statusCode()).isEqualTo(200);
			}
			// Nothing needs a credential here.
			assertThat(json(this.gateway.get("/v3/api-docs")).get("security").isEmpty()).isTrue();
			assertThat(json(this.gateway.get("/v3/api-docs")).at("/components/securitySchemes").isEmpty()).isTrue();
		}

	}

}
