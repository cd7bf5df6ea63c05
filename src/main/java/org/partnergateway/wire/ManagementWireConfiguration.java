package org.partnergateway.wire;

import java.util.Set;

import org.partnergateway.problem.Problems;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Wires the refusal of bodies on the management port, so that a client that sends one
 * slowly does not block health checks. Not annotated as a configuration, since the port
 * for callers would then find it as well.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementWireConfiguration {

	// A DELETE succeeds here, and Tomcat would wait for the end of its body.
	private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementBodies(Problems problems) {
		return (factory) -> factory.addContextCustomizers(
				(context) -> context.getParent().getPipeline().addValve(new BodyValve(problems, WITHOUT_BODY)));
	}

}
