package org.partnergateway.wire;

import java.util.concurrent.Executor;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WireConfiguration}.
 */
class WireConfigurationTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final Http11NioProtocol protocol = new Http11NioProtocol();

	@Test
	void connectorHasThreadsForItsProcessors() {
		customize();
		assertThat(threads()).isEqualTo(Math.max(16, 8 * Runtime.getRuntime().availableProcessors()));
	}

	@Test
	void connectorHasTheThreadsThatTheOperatorWants() {
		this.environment.setProperty("server.tomcat.threads.max", "7");
		this.protocol.setMaxThreads(7);
		customize();
		assertThat(threads()).isEqualTo(7);
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

	private int threads() {
		return ((YieldingExecutor) this.protocol.getExecutor()).getMaximumPoolSize();
	}

	private void customize() {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
		new WireConfiguration().connectorBounds(this.environment).customize(factory);
		Connector connector = new Connector(this.protocol);
		factory.getConnectorCustomizers().forEach((customizer) -> customizer.customize(connector));
	}

}
