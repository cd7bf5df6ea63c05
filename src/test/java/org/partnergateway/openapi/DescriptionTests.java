package org.partnergateway.openapi;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.callers.credential.AcceptedCredentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Description}.
 */
class DescriptionTests {

	@ParameterizedTest
	@CsvSource({ "false, false, ''", "true, false, accessToken", "false, true, 'apiKey,apiKeyAsBearer'",
			"true, true, 'accessToken,apiKey,apiKeyAsBearer'" })
	void documentAsksForTheCredentialsThatAreAccepted(boolean tokens, boolean keys, String schemes) throws Exception {
		List<String> expected = schemes.isEmpty() ? List.of() : List.of(schemes.split(","));
		JsonNode document = JsonMapper.shared()
			.readTree(new Description(new AcceptedCredentials(tokens, keys)).json(".."));
		assertThat(document.get("security").valueStream().map(JsonNode::toString))
			.containsExactlyElementsOf(expected.stream().map((scheme) -> "{\"" + scheme + "\":[]}").toList());
		assertThat(document.at("/components/securitySchemes").propertyNames())
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@ParameterizedTest
	@CsvSource({ "..", "../.." })
	void documentIsOtherwiseTheWrittenOneInBothFormats(String server) throws Exception {
		Description description = new Description(new AcceptedCredentials(true, true));
		JsonNode written = ApiDescription.written().root().deepCopy();
		((ObjectNode) written.at("/servers/0")).put("url", server);
		assertThat(JsonMapper.shared().readTree(description.json(server))).isEqualTo(written);
		assertThat(YAMLMapper.shared().readTree(description.yaml(server))).isEqualTo(written);
		// Without anchors, which some readers do not know.
		assertThat(new String(description.yaml(server), StandardCharsets.UTF_8)).doesNotContain("&id", "*id");
	}

}
