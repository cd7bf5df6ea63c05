package org.partnergateway.wire;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.partnergateway.problem.Problems;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Wires what is refused before anything that could fail over it.
 */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

	// Where memory is short, a large answer may take more writes.
	private static final long SMALL_HEAP = 256_000_000;

	// Two buffers of its own, while no request is in progress.
	private static final int BYTES_OF_A_CONNECTION = 18_000;

	// Who waits for Partner Center holds none. More than there is work for only get in
	// each other's way.
	private static final int THREADS_OF_A_PROCESSOR = 8;

	// Somebody may still read slowly.
	private static final int FEWEST_THREADS = 16;

	// The drain comes before; correlation after, since Spring would fail over its
	// refusals.
	private static final int AFTER_DRAIN = Ordered.HIGHEST_PRECEDENCE + 1;

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> wireValves(Problems problems) {
		return (factory) -> {
			factory.addEngineValves(new AsteriskValve(problems));
			// After the engine's valves, which say who may read the answer.
			factory.addContextCustomizers(
					(context) -> context.getParent().getPipeline().addValve(new BodyValve(problems)));
		};
	}

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
					http.setMaxThreads(
							Math.max(FEWEST_THREADS, THREADS_OF_A_PROCESSOR * machine.availableProcessors()));
				}
				if (http.getExecutor() == null) {
					// Virtual threads would have been set by now.
					YieldingExecutor.install(connector, http);
				}
			}
		});
	}

	@Bean
	FilterRegistrationBean<PathFilter> pathFilter(Problems problems) {
		FilterRegistrationBean<PathFilter> registration = new FilterRegistrationBean<>(new PathFilter(problems));
		registration.setOrder(AFTER_DRAIN);
		return registration;
	}

	@Bean
	FilterRegistrationBean<AcceptFilter> acceptFilter(Problems problems) {
		FilterRegistrationBean<AcceptFilter> registration = new FilterRegistrationBean<>(new AcceptFilter(problems));
		registration.setOrder(AFTER_DRAIN);
		return registration;
	}

}
