package org.partnergateway.callers;

import org.partnergateway.callers.origins.AllowedOrigins;
import org.partnergateway.callers.origins.OriginValve;
import org.partnergateway.callers.origins.PreflightFilter;
import org.partnergateway.problem.Problems;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Wires which pages of other origins may read answers.
 */
@Configuration(proxyBeanMethods = false)
class OriginsConfiguration {

	// After correlation, so that preflights have ids, and long before security.
	private static final int AFTER_CORRELATION = Ordered.HIGHEST_PRECEDENCE + 4;

	@Bean
	CorsConfiguration allowedOrigins(CallersProperties properties) {
		return AllowedOrigins.of(properties.cors().allowedOrigins());
	}

	/**
	 * Comes first, and is registered only if an origin is allowed.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> originValve(CorsConfiguration allowedOrigins,
			CallersProperties properties) {
		return (factory) -> {
			if (!properties.cors().allowedOrigins().isEmpty()) {
				factory.addEngineValves(new OriginValve(allowedOrigins));
			}
		};
	}

	@Bean
	FilterRegistrationBean<PreflightFilter> preflightFilter(CorsConfiguration allowedOrigins, Problems problems) {
		FilterRegistrationBean<PreflightFilter> registration = new FilterRegistrationBean<>(
				new PreflightFilter(allowedOrigins, problems));
		registration.setOrder(AFTER_CORRELATION);
		return registration;
	}

}
