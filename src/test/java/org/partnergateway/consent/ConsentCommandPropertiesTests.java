package org.partnergateway.consent;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentCommandProperties}.
 */
class ConsentCommandPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "--consent", "--consent=", "--consent=true" })
	void optionOnTheCommandLineMakesItTheCommand(String option) {
		ConfigurableEnvironment environment = environment("--server.port=9999", option);
		assertThat(ConsentCommandProperties.isGiven(environment)).isTrue();
		process(environment);
		assertThat(environment.getProperty("partner-center.token.grant")).isEqualTo("refresh-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "consent", "-consent", "--consents", "--partner-center.token.consent=on", "" })
	void anythingElseDoesNot(String argument) {
		assertThatNothingChanges(environment(argument));
	}

	@Test
	void environmentAndFilesDoNot() {
		Map<String, Object> given = Map.of("CONSENT", "true", "consent", "true");
		for (PropertySource<?> source : new PropertySource<?>[] {
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, given),
				new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, given),
				new MapPropertySource("applicationConfig", given) }) {
			ConfigurableEnvironment environment = environment();
			environment.getPropertySources().addFirst(source);
			assertThat(environment.containsProperty("consent")).isTrue();
			assertThatNothingChanges(environment);
		}
	}

	@Test
	void startWithoutACommandLineIsNotTheCommand() {
		assertThatNothingChanges(new MockEnvironment().withProperty("consent", "true"));
	}

	@ParameterizedTest
	@CsvSource({ "server.port, -1", "partner-center.token.grant, refresh-token", "partner-center.token.consent, on",
			"reports.keep-warm, false", "reports.shared-store, none" })
	void whatTheCommandNeedsWinsOverEverything(String property, String value) {
		ConfigurableEnvironment environment = environment("--consent", "--" + property + "=other");
		environment.getPropertySources()
			.addLast(new MapPropertySource("applicationConfig", Map.of(property, "another")));
		process(environment);
		assertThat(environment.getProperty(property)).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "callers.authentication, none", "management.server.address, localhost", "logging.level.root, error",
			"spring.main.log-startup-info, false" })
	void whatIsUsualGivesWayToWhatIsSet(String property, String value) {
		ConfigurableEnvironment usual = environment("--consent");
		process(usual);
		assertThat(usual.getProperty(property)).isEqualTo(value);
		ConfigurableEnvironment set = environment("--consent");
		set.getPropertySources().addLast(new MapPropertySource("applicationConfig", Map.of(property, "set")));
		process(set);
		assertThat(set.getProperty(property)).isEqualTo("set");
	}

	private static void assertThatNothingChanges(ConfigurableEnvironment environment) {
		assertThat(ConsentCommandProperties.isGiven(environment)).isFalse();
		long before = environment.getPropertySources().stream().count();
		process(environment);
		assertThat(environment.getPropertySources()).hasSize(Math.toIntExact(before));
		assertThat(environment.containsProperty("partner-center.token.grant")).isFalse();
	}

	private static void process(ConfigurableEnvironment environment) {
		new ConsentCommandProperties().postProcessEnvironment(environment, new SpringApplication());
	}

	private static ConfigurableEnvironment environment(String... arguments) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		sources.addFirst(new SimpleCommandLinePropertySource(arguments));
		return environment;
	}

}
