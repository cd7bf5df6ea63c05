package org.partnergateway.correlation;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Wires the identity of requests.
 */
@Configuration(proxyBeanMethods = false)
class CorrelationConfiguration {

	// The filter that continues the caller's trace has the order before this.
	private static final int AFTER_TRACING = Ordered.HIGHEST_PRECEDENCE + 2;

	@Bean
	FilterRegistrationBean<CorrelationFilter> correlationFilter(
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
		FilterRegistrationBean<CorrelationFilter> registration = new FilterRegistrationBean<>(
				new CorrelationFilter(refusals));
		registration.setOrder(AFTER_TRACING);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		return registration;
	}

}
