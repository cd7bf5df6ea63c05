package org.partnergateway.openapi;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.callers.OpenPages;
import org.partnergateway.callers.credential.AcceptedCredentials;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenApiConfiguration}.
 */
class OpenApiConfigurationTests {

	@ParameterizedTest
	@CsvSource({ "true, true, 2, 1", "true, false, 1, 1", "false, true, 0, 0", "false, false, 0, 0" })
	void documentAndPageCanBeSwitchedOff(boolean document, boolean page, int mappings, int pages) {
		new ApplicationContextRunner().withUserConfiguration(OpenApiConfiguration.class)
			.withBean(AcceptedCredentials.class, () -> new AcceptedCredentials(false, false))
			.withPropertyValues("springdoc.api-docs.enabled=" + document, "springdoc.swagger-ui.enabled=" + page)
			.run((context) -> {
				assertThat(context.getBeanProvider(HandlerMapping.class).stream()).hasSize(mappings);
				assertThat(context.getBeanProvider(OpenPages.class).stream()).hasSize(pages);
			});
	}

}
