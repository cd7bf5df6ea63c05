package org.partnergateway.wire;

import java.util.Set;

import org.partnergateway.problem.Problems;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Wires the refusals that come before any code that could fail over such a request.
 */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

	// After the drain. Before correlation, since Spring would fail while it handles a
	// refusal of that.
	private static final int AFTER_DRAIN = Ordered.HIGHEST_PRECEDENCE + 1;

	private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> wireValves(Problems problems) {
		return (factory) -> {
			factory.addEngineValves(new AsteriskValve(problems));
			// After the engine's valves, which say which page may read the answer.
			factory.addContextCustomizers(
					(context) -> context.getParent().getPipeline().addValve(new BodyValve(problems, WITHOUT_BODY)));
		};
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
