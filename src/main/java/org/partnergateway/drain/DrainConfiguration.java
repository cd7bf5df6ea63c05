package org.partnergateway.drain;

import java.time.Duration;
import java.util.EnumSet;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Wires the drain.
 */
@Configuration(proxyBeanMethods = false)
class DrainConfiguration {

	private static final Duration QUIET = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(5);

	@Bean
	Drain drain() {
		return new Drain(QUIET, LONGEST, System::nanoTime, Thread::sleep);
	}

	@Bean
	FilterRegistrationBean<DrainFilter> drainFilter(Drain drain) {
		FilterRegistrationBean<DrainFilter> registration = new FilterRegistrationBean<>(new DrainFilter(drain));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		return registration;
	}

}
