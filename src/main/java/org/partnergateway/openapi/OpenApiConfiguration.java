package org.partnergateway.openapi;

import java.util.List;
import java.util.Map;

import org.partnergateway.callers.credential.AcceptedCredentials;
import org.partnergateway.callers.OpenPages;
import org.partnergateway.files.FileHandler;
import org.partnergateway.files.FileMapping;
import org.partnergateway.files.SlashHandler;
import org.partnergateway.files.StaticFile;
import org.partnergateway.files.StaticFile.Source;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Wires the description of the gateway. {@code springdoc.api-docs.enabled=false} switches
 * off the description and its page, {@code springdoc.swagger-ui.enabled=false} only the
 * page.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class OpenApiConfiguration {

	// The icons of the page are data: URLs in its style sheet.
	private static final String PAGE_MAY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	// Without a slash at the end: paths begin with one, and some clients simply
	// concatenate the two.
	private static final String ROOT = "..";

	private static final String ROOT_FROM_SLASH = "../..";

	@Bean
	OpenPages openApiPages() {
		return new OpenPages(List.of("/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"),
				PAGE_MAY);
	}

	@Bean
	HandlerMapping descriptionMapping(AcceptedCredentials accepted) {
		Description description = new Description(accepted);
		HttpRequestHandler json = new SlashHandler(json(() -> description.json(ROOT)),
				json(() -> description.json(ROOT_FROM_SLASH)));
		HttpRequestHandler yaml = new SlashHandler(yaml(() -> description.yaml(ROOT)),
				yaml(() -> description.yaml(ROOT_FROM_SLASH)));
		return FileMapping.of(Map.of("/v3/api-docs", json, "/v3/api-docs.yaml", yaml));
	}

	private static FileHandler json(Source source) {
		return new FileHandler(new StaticFile("application/json", SwaggerUi.REVALIDATED, source));
	}

	private static FileHandler yaml(Source source) {
		return new FileHandler(new StaticFile("application/vnd.oai.openapi", SwaggerUi.REVALIDATED, source));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "springdoc.swagger-ui.enabled", matchIfMissing = true)
	HandlerMapping swaggerUiMapping() {
		return FileMapping.of(SwaggerUi.handlers());
	}

}
