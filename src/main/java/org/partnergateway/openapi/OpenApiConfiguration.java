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

	// The page styles some of its elements in place, and has its icons in its style.
	private static final String PAGE_MAY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	@Bean
	OpenAPI openApi(AcceptedCredentials accepted) throws IOException {
		try (InputStream document = new ClassPathResource("openapi.yaml", getClass()).getInputStream()) {
			OpenAPI description = Yaml31.mapper().readValue(document, OpenAPI.class);
			return description.security(requirements(accepted));
		}
	}

	/**
	 * What one of is to be sent; an empty list where nothing is.
	 */
	private static List<SecurityRequirement> requirements(AcceptedCredentials accepted) {
		List<SecurityRequirement> requirements = new ArrayList<>();
		if (accepted.tokens()) {
			requirements.add(new SecurityRequirement().addList("accessToken"));
		}
		if (accepted.keys()) {
			requirements.add(new SecurityRequirement().addList("apiKey"));
			requirements.add(new SecurityRequirement().addList("apiKeyAsBearer"));
		}
		return requirements;
	}

	@Bean
	OpenPages openApiPages() {
		return new OpenPages(List.of("/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"),
				PAGE_MAY);
	}

}
