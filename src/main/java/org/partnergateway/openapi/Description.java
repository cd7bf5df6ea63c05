package org.partnergateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.partnergateway.callers.credential.AcceptedCredentials;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Makes the OpenAPI document, with only the credentials that this gateway accepts. The
 * rest is the same for every gateway, so that a client that was generated from one can be
 * used with another.
 */
final class Description {

	private final AcceptedCredentials accepted;

	Description(AcceptedCredentials accepted) {
		this.accepted = accepted;
	}

	/**
	 * Makes the document as JSON.
	 * @param server the root of the gateway, as seen from the document
	 * @throws IOException if the document cannot be read
	 */
	byte[] json(String server) throws IOException {
		return JsonMapper.shared().writeValueAsBytes(document(server));
	}

	/**
	 * Makes the document as YAML.
	 * @param server the root of the gateway, as seen from the document
	 * @throws IOException if the document cannot be read
	 */
	byte[] yaml(String server) throws IOException {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(FlowStyle.BLOCK);
		return yaml(options).dump(document(server)).getBytes(StandardCharsets.UTF_8);
	}

	private Map<String, Object> document(String server) throws IOException {
		try (InputStream written = new ClassPathResource("openapi.yaml", getClass()).getInputStream()) {
			Map<String, Object> document = yaml(new DumperOptions()).load(written);
			List<String> schemes = schemes();
			if (document.get("components") instanceof Map<?, ?> components
					&& components.get("securitySchemes") instanceof Map<?, ?> known) {
				known.keySet().retainAll(schemes);
			}
			if (document.get("servers") instanceof List<?> servers && servers.getFirst() instanceof Map<?, ?> root) {
				document.put("servers", List.of(Map.of("url", server, "description", root.get("description"))));
			}
			document.put("security",
					schemes.stream().map((scheme) -> Map.of(scheme, new ArrayList<String>())).toList());
			return document;
		}
	}

	/**
	 * The security schemes of which a request needs one; empty if it needs none.
	 */
	private List<String> schemes() {
		List<String> schemes = new ArrayList<>();
		if (this.accepted.tokens()) {
			schemes.add("accessToken");
		}
		if (this.accepted.keys()) {
			schemes.add("apiKey");
			schemes.add("apiKeyAsBearer");
		}
		return schemes;
	}

	private static Yaml yaml(DumperOptions options) {
		return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options);
	}

}
