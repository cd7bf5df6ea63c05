package org.partnergateway.openapi;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.oas.models.OpenAPI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.callers.AcceptedCredentials;
import org.partnergateway.callers.OpenPages;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenApiConfiguration}.
 */
class OpenApiConfigurationTests {

	@ParameterizedTest
	@CsvSource({ "false, false, ''", "true, false, accessToken", "false, true, 'apiKey,apiKeyAsBearer'",
			"true, true, 'accessToken,apiKey,apiKeyAsBearer'" })
	void documentAsksForTheCredentialsThatAreAccepted(boolean tokens, boolean keys, String schemes) {
		List<String> expected = schemes.isEmpty() ? List.of() : List.of(schemes.split(","));
		new ApplicationContextRunner().withUserConfiguration(OpenApiConfiguration.class)
			.withBean(AcceptedCredentials.class, () -> new AcceptedCredentials(tokens, keys))
			.run((context) -> {
				OpenAPI api = context.getBean(OpenAPI.class);
				assertThat(api.getSecurity()).extracting(Map::keySet)
					.containsExactlyElementsOf(expected.stream().map(Set::of).toList());
				assertThat(api.getComponents().getSecuritySchemes()).containsOnlyKeys(expected);
			});
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false" })
	void documentAndPageCanBeSwitchedOff(boolean enabled, boolean there) {
		new ApplicationContextRunner().withUserConfiguration(OpenApiConfiguration.class)
			.withBean(AcceptedCredentials.class, () -> new AcceptedCredentials(false, false))
			.withPropertyValues("springdoc.api-docs.enabled=" + enabled)
			.run((context) -> {
				assertThat(context.getBeanProvider(OpenAPI.class).stream().findAny().isPresent()).isEqualTo(there);
				assertThat(context.getBeanProvider(OpenPages.class).stream().findAny().isPresent()).isEqualTo(there);
			});
	}

}
