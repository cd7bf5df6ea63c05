package org.partnergateway.connector;

import org.partnergateway.connector.readers.SlowReaders;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Wires the bounds of the management port, so that a client that does not read its
 * answers, or sends incomplete heads, does not block health checks. Not annotated as a
 * configuration, since the port for callers would then find it as well.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementConnectorConfiguration {

	private static final int MOST_CONNECTIONS = 256;

	private static final int MOST_HEADS = 64;

	private static final int MOST_SLOW_READERS = 16;

	// Several times the size of all metrics.
	private static final int KEPT = 1024 * 1024;

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementConnectorBounds() {
		return (factory) -> {
			factory.setProtocol(GatewayProtocol.class.getName());
			factory.addConnectorCustomizers((connector) -> {
				if (connector.getProtocolHandler() instanceof GatewayProtocol http) {
					http.setMaxConnections(Math.min(http.getMaxConnections(), MOST_CONNECTIONS));
					http.connections().keep(KEPT);
					http.heads().limit(MOST_HEADS);
					http.readers(new SlowReaders(MOST_SLOW_READERS));
				}
			});
		};
	}

}
