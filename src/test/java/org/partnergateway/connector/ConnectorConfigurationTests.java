package org.partnergateway.connector;

import java.util.concurrent.Executor;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.connector.readers.SlowReaders;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectorConfiguration}.
 */
class ConnectorConfigurationTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final GatewayProtocol protocol = new GatewayProtocol();

	@Test
	void connectorHasThreadsForItsProcessors() {
		customize();
		assertThat(this.protocol.getMaxThreads())
			.isEqualTo(ConnectorConfiguration.threads(Runtime.getRuntime().availableProcessors()));
	}

	@ParameterizedTest
	@CsvSource({ "1, 16", "2, 16", "4, 32", "8, 64", "64, 64", "500000000, 64" })
	void threadsAreEightForEachProcessorWithinBounds(int processors, int threads) {
		assertThat(ConnectorConfiguration.threads(processors)).isEqualTo(threads);
	}

	@Test
	void connectorKeepsTomcatsOwnExecutor() {
		customize();
		assertThat(this.protocol.getExecutor()).isNull();
	}

	@Test
	void connectorHasTheThreadsThatTheOperatorWants() {
		this.environment.setProperty("server.tomcat.threads.max", "7");
		this.protocol.setMaxThreads(7);
		customize();
		assertThat(this.protocol.getMaxThreads()).isEqualTo(7);
	}

	@Test
	void connectorKeepsVirtualThreads() {
		Executor virtual = (_) -> {
		};
		this.protocol.setExecutor(virtual);
		customize();
		assertThat(this.protocol.getExecutor()).isSameAs(virtual);
	}

	@Test
	void connectorTakesNoMoreConnectionsThanTheHeapHasRoomFor() {
		this.protocol.setMaxConnections(Integer.MAX_VALUE);
		customize();
		assertThat(this.protocol.getMaxConnections() * 18_000L).isBetween(1_800_000L,
				Math.max(1_800_000L, Runtime.getRuntime().maxMemory() / 4));
		this.protocol.setMaxConnections(99);
		customize();
		assertThat(this.protocol.getMaxConnections()).isEqualTo(99);
	}

	private void customize() {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
		new ConnectorConfiguration()
			.connectorBounds(new ConnectorProperties(null), this.environment, new ConnectionsHealthIndicator(),
					new SlowReaders(1))
			.customize(factory);
		Connector connector = new Connector(this.protocol);
		factory.getConnectorCustomizers().forEach((customizer) -> customizer.customize(connector));
	}

}
