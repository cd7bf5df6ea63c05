package org.partnergateway.connector;

import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
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
class ConnectorConfiguration {

	// Where memory is short, a large answer may take more writes.
	private static final long SMALL_HEAP = 256_000_000;

	// Two buffers of its own, while no request is in progress.
	private static final int BYTES_OF_A_CONNECTION = 18_000;

	// Most of it Tomcat's buffers, which it has until it is over.
	private static final int BYTES_OF_A_REQUEST = 100_000;

	private static final int FEWEST_SLOW_READERS = 256;

	// Who waits for Partner Center holds none. More than there is work for only get in
	// each other's way.
	private static final int THREADS_OF_A_PROCESSOR = 8;

	private static final int FEWEST_THREADS = 16;

	// Each takes memory, on however large a machine a small container runs.
	private static final int MOST_THREADS = 64;

	/**
	 * Lets no more connections in than a quarter of the heap can hold; others wait in the
	 * system's queue until one is closed. And has no more threads than the processors
	 * keep busy, unless the operator says how many.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorBounds(Environment environment) {
		return (factory) -> factory.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
				Runtime machine = Runtime.getRuntime();
				if (machine.maxMemory() < SMALL_HEAP) {
					http.setProperty("socket.appReadBufSize", "2048");
					http.setProperty("socket.appWriteBufSize", "4096");
				}
				long room = Math.max(machine.maxMemory() / 4 / BYTES_OF_A_CONNECTION, 100);
				http.setMaxConnections((int) Math.min(http.getMaxConnections(), room));
				if (!environment.containsProperty("server.tomcat.threads.max")) {
					http.setMaxThreads(threads(machine.availableProcessors()));
				}
			}
		});
	}

	/**
	 * Behind the fast path, which has no need of it.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowReaders() {
		long room = Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_A_REQUEST;
		SlowReaders readers = new SlowReaders(Math.clamp(room, FEWEST_SLOW_READERS, Integer.MAX_VALUE));
		return (factory) -> {
			factory.addContextValves(new ExchangeValve());
			factory.addInitializers(readers::register);
		};
	}

	static int threads(int processors) {
		return Math.clamp((long) THREADS_OF_A_PROCESSOR * processors, FEWEST_THREADS, MOST_THREADS);
	}

}
