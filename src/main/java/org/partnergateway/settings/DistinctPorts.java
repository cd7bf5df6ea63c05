package org.partnergateway.settings;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start if a port is invalid, or if both are the same, since callers could then
 * reach the endpoints for operators. Runs before all conditions, which read the ports too
 * and whose failures name no property.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
class DistinctPorts implements EnvironmentPostProcessor {

	private static final String CALLERS = "server.port";

	private static final String OPERATORS = "management.server.port";

	private static final int USUAL = 8080;

	private static final int HIGHEST = 65_535;

	private static final int NONE = -1;

	/**
	 * Checks the ports. 0 is any free port, and -1 none.
	 * @throws InvalidSettingException if a port is out of range, or both are the same
	 */
	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		int callers = port(binder, CALLERS, USUAL);
		int operators = port(binder, OPERATORS, 0);
		if (operators == callers && operators > 0) {
			throw new InvalidSettingException(OPERATORS, "is the same as server.port, which is for callers",
					"Set it to another port, such as 8081.");
		}
	}

	private static int port(Binder binder, String property, int usual) {
		int port = binder.bind(property, Integer.class).orElse(usual);
		if (port < NONE || port > HIGHEST) {
			throw new InvalidSettingException(property, "is no port", "Set it to a number from 1 to 65535.");
		}
		return port;
	}

}
