package org.partnergateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import org.partnergateway.callers.AcceptedCredentials;
import org.partnergateway.callers.OpenPages;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * Wires the description of the gateway. {@code springdoc.api-docs.enabled=false} switches
 * it off with its page, {@code springdoc.swagger-ui.enabled=false} the page alone.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class OpenApiConfiguration {

	// The page has its icons in its style.
	private static final String PAGE_MAY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	/**
	 * The document, with those credentials alone that are accepted here. The rest is the
	 * same everywhere, so that a client that was made from one gateway knows what another
	 * one answers.
	 */
	@Bean
	OpenAPI openApi(AcceptedCredentials accepted) throws IOException {
		try (InputStream document = new ClassPathResource("openapi.yaml", getClass()).getInputStream()) {
			OpenAPI description = Yaml31.mapper().readValue(document, OpenAPI.class);
			List<String> schemes = schemes(accepted);
			description.getComponents().getSecuritySchemes().keySet().retainAll(schemes);
			return description
				.security(schemes.stream().map((scheme) -> new SecurityRequirement().addList(scheme)).toList());
		}
	}

	/**
	 * What one of is to be sent; an empty list where nothing is.
	 */
	private static List<String> schemes(AcceptedCredentials accepted) {
		List<String> schemes = new ArrayList<>();
		if (accepted.tokens()) {
			schemes.add("accessToken");
		}
		if (accepted.keys()) {
			schemes.add("apiKey");
			schemes.add("apiKeyAsBearer");
		}
		return schemes;
	}

	@Bean
	OpenPages openApiPages() {
		return new OpenPages(List.of("/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"),
				PAGE_MAY);
	}

	@Bean
	ForwardedHeadersRemoval forwardedHeadersRemoval() {
		return new ForwardedHeadersRemoval();
	}

}
