package org.partnergateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * The bodies of the two partner reports, by path, as in Partner Center's own
 * documentation.
 */
final class Documents {

	private final Map<String, String> bodies = Map.of("/v1/analytics/licenses/deployment",
			read("partner-deployment.json"), "/v1/analytics/licenses/usage", read("partner-usage.json"));

	/**
	 * Finds a body.
	 * @param path a path in lower case
	 * @return the body; {@code null} if there is no such report
	 */
	@Nullable String find(String path) {
		return this.bodies.get(path);
	}

	private static String read(String name) {
		try {
			ClassPathResource document = new ClassPathResource(name, Documents.class);
			return document.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
