package org.partnergateway.wire;

import org.apache.catalina.Pipeline;
import org.partnergateway.problem.Problems;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires what is refused before any filter.
 */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> wireValves(Problems problems) {
		return (factory) -> {
			factory.addEngineValves(new AsteriskValve(problems));
			factory.addContextCustomizers((context) -> {
				// After the engine's valves, which say who may read the answer.
				Pipeline host = context.getParent().getPipeline();
				host.addValve(new BodyValve(problems));
				host.addValve(new PathValve(problems));
				host.addValve(new AcceptValve(problems));
			});
		};
	}

}
