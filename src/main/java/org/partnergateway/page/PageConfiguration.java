package org.partnergateway.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.partnergateway.callers.OpenPages;
import org.partnergateway.files.FileHandler;
import org.partnergateway.files.FileMapping;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Wires the page.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

	private static final String PAGE_MAY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	@Bean
	OpenPages page() {
		return new OpenPages(List.of("/", "/page/**"), PAGE_MAY);
	}

	/**
	 * Maps the path of each file; other paths are left to other mappings.
	 */
	@Bean
	HandlerMapping pageMapping() throws IOException {
		Map<String, FileHandler> handlers = new HashMap<>();
		Assets.find().forEach((path, asset) -> handlers.put(path, new FileHandler(asset)));
		return FileMapping.of(handlers);
	}

}
