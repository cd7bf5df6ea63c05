package org.partnergateway.connector;

import org.partnergateway.connector.readers.ExchangeValve;
import org.partnergateway.connector.readers.SlowReaders;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Wires the bounds of the connector.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectorProperties.class)
class ConnectorConfiguration {

	// Below this, buffers are smaller, and a large answer may take more writes.
	private static final long SMALL_HEAP = 256_000_000;

	// The two buffers of a connection without a request in progress.
	private static final int BYTES_OF_A_CONNECTION = 18_000;

	// Two more buffers, and what the JDK keeps.
	private static final int BYTES_OF_TLS = 50_000;

	// Most of it is Tomcat's buffers, which a request holds until it ends.
	private static final int BYTES_OF_A_REQUEST = 125_000;

	private static final int FEWEST_HEADS = 128;

	private static final int FEWEST_SLOW_READERS = 256;

	// A caller who waits for Partner Center holds no thread. More threads than there is
	// work for only slow each other down.
	private static final int THREADS_OF_A_PROCESSOR = 8;

	private static final int FEWEST_THREADS = 16;

	// Each thread takes memory, even in a small container on a large machine.
	private static final int MOST_THREADS = 64;

	@Bean
	ConnectionsHealthIndicator connectionsHealthIndicator() {
		return new ConnectionsHealthIndicator();
	}

	/**
	 * Limits the connections to what a quarter of the heap can hold, and incomplete heads
	 * to an eighth. Limits the threads to what the processors keep busy, unless the
	 * operator sets their number.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorBounds(ConnectorProperties properties,
			Environment environment, ConnectionsHealthIndicator health, SlowReaders readers) {
		return (factory) -> {
			factory.setProtocol(GatewayProtocol.class.getName());
			int connectionBytes = BYTES_OF_A_CONNECTION + (Ssl.isEnabled(factory.getSsl()) ? BYTES_OF_TLS : 0);
			factory.addConnectorCustomizers((connector) -> {
				if (connector.getProtocolHandler() instanceof GatewayProtocol http) {
					bound(http, connectionBytes);
					http.connections().limit(properties.ofAnAddress(http.getMaxConnections()), Proxies.of(environment));
					http.heads().limit(requests(FEWEST_HEADS));
					http.readers(readers);
					health.watch(http.connections());
					if (!environment.containsProperty("server.tomcat.threads.max")) {
						http.setMaxThreads(threads(Runtime.getRuntime().availableProcessors()));
					}
				}
			});
		};
	}

	private static void bound(GatewayProtocol http, int connectionBytes) {
		long heap = Runtime.getRuntime().maxMemory();
		if (heap < SMALL_HEAP) {
			http.setProperty("socket.appReadBufSize", "2048");
			http.setProperty("socket.appWriteBufSize", "4096");
		}
		long room = Math.max(heap / 4 / connectionBytes, 100);
		http.setMaxConnections((int) Math.min(http.getMaxConnections(), room));
	}

	/**
	 * How many requests an eighth of the heap can hold.
	 */
	private static int requests(int fewest) {
		return Math.clamp(Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_A_REQUEST, fewest, Integer.MAX_VALUE);
	}

	@Bean
	SlowReaders slowReaders() {
		return new SlowReaders(requests(FEWEST_SLOW_READERS));
	}

	/**
	 * Comes after the fast path, which does not need it.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeBodies(SlowReaders readers) {
		return (factory) -> {
			factory.addContextValves(new ExchangeValve());
			factory.addInitializers(readers::register);
		};
	}

	static int threads(int processors) {
		return Math.clamp((long) THREADS_OF_A_PROCESSOR * processors, FEWEST_THREADS, MOST_THREADS);
	}

}
