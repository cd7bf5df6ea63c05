package org.partnergateway.shortway;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.DispatcherType;
import org.partnergateway.callers.KnownCallers;
import org.partnergateway.licenses.FreshReports;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Wires the short way.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "reports.short-way", matchIfMissing = true)
class ShortWayConfiguration {

	private static final float SPRINGS_SHARE = 0.1f;

	/**
	 * Before what observes and secures the whole way. As early as the drain, whose
	 * package comes first in the alphabet, and which has to have its say about every
	 * answer.
	 */
	@Bean
	FilterRegistrationBean<ShortWayFilter> shortWayFilter(FreshReports reports, KnownCallers callers,
			MeterRegistry meters, Environment environment, ObjectProvider<SpanExporter> exporters) {
		Binder binder = Binder.get(environment);
		Tags tags = Tags
			.of(binder.bind("management.observations.key-values", Bindable.mapOf(String.class, String.class))
				.orElse(Map.of())
				.entrySet()
				.stream()
				.map((tag) -> Tag.of(tag.getKey(), tag.getValue()))
				.toList());
		boolean traced = exporters.stream().findAny().isPresent();
		double probability = traced
				? binder.bind("management.tracing.sampling.probability", Float.class).orElse(SPRINGS_SHARE) : 0;
		FilterRegistrationBean<ShortWayFilter> registration = new FilterRegistrationBean<>(
				new ShortWayFilter(reports, callers, new TraceDraw(probability), new RequestTimers(meters, tags)));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	@Bean
	static BeanPostProcessor samplerOfDrawnTraces() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof Sampler sampler) ? TraceDraw.obeying(sampler) : bean;
			}

		};
	}

}
