package org.partnergateway.consent;

import java.io.IOException;
import java.util.Map;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Wires the pages into the management port. Not annotated as a configuration, since the
 * port for callers would then find it as well.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ConsentPageConfiguration {

	// Before the mappings of the endpoints.
	private static final int ORDER = -200;

	@Bean
	HandlerMapping consentMapping(ObjectProvider<ConsentHandler> offered) throws IOException {
		ConsentHandler handler = offered.getIfAvailable();
		if (handler == null) {
			return new SimpleUrlHandlerMapping();
		}
		return new SimpleUrlHandlerMapping(
				Map.of("/consent", handler.beginning(), "/consent/callback", handler.callback(), "/consent/again",
						handler.again(), "/consent/consent.css", file("consent.css", "text/css;charset=utf-8"),
						"/consent/consent.js", file("consent.js", "text/javascript;charset=utf-8")),
				ORDER);
	}

	private static HttpRequestHandler file(String name, String type) throws IOException {
		byte[] content = new ClassPathResource("/org/partnergateway/consent/" + name).getContentAsByteArray();
		return (request, response) -> {
			response.setContentType(type);
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
			response.setContentLength(content.length);
			response.getOutputStream().write(content);
		};
	}

}
