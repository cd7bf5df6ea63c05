package org.partnergateway.consent;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Turns the gateway into the command {@link ConsentCommand}, if its option is given: no
 * port for callers, no reports, and no log but errors.
 */
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class ConsentCommandProperties implements EnvironmentPostProcessor {

	private static final Map<String, Object> FIXED = Map.of("server.port", "-1", "partner-center.token.grant",
			"refresh-token", "partner-center.token.consent", "on", "reports.keep-warm", "false", "reports.shared-store",
			"none");

	private static final Map<String, Object> USUAL = Map.of("callers.authentication", "none",
			"management.server.address", "localhost", "logging.level.root", "error",
			"logging.level.org.partnergateway.token.refresh", "warn", "spring.main.log-startup-info", "false");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (isGiven(environment)) {
			environment.getPropertySources().addFirst(new MapPropertySource("consentCommand", FIXED));
			environment.getPropertySources().addLast(new MapPropertySource("consentCommandDefaults", USUAL));
		}
	}

	/**
	 * Whether the option is on the command line.
	 */
	static boolean isGiven(Environment environment) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			PropertySource<?> arguments = configurable.getPropertySources()
				.get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME);
			return arguments != null && arguments.containsProperty(ConsentCommand.OPTION);
		}
		return false;
	}

}
