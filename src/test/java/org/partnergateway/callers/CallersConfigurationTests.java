package org.partnergateway.callers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallersConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallersConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class))
		.withUserConfiguration(CallersConfiguration.class);

	@Test
	void startWhenAuthenticationIsNotSetNamesIt() {
		this.runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidSettingException.class)
			.hasMessageContaining("callers.authentication"));
	}

	@Test
	void startWhenAuthenticationIsUnknownFails() {
		this.runner.withPropertyValues("callers.authentication=sometimes")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("callers.authentication"));
	}

	@Test
	void startWhenAuthenticationIsNoneWarns(CapturedOutput output) {
		this.runner.withPropertyValues("callers.authentication=none").run((context) -> {
			assertThat(context).hasSingleBean(SecurityFilterChain.class);
			assertThat(output).contains("WARN").contains("callers.authentication=none");
		});
	}

}
