package org.partnergateway.fastpath;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.partnergateway.callers.Door;
import org.partnergateway.drain.Drain;
import org.partnergateway.licenses.web.ReportsAtHand;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Wires the fast path.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(FastPathCondition.class)
class FastPathConfiguration {

	private static final double SPRINGS_SHARE = 0.1;

	/**
	 * Comes after the valves that refuse ambiguous requests, and those that find the
	 * address of a forwarded request.
	 */
	@Bean
	@Order(0)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> fastPathValve(ReportsAtHand reports, Door door,
			Drain drain, Telemetry telemetry, Environment environment) {
		return (factory) -> factory
			.addContextValves(new FastPathValve(reports, door, drain, telemetry, !isLogged(environment)));
	}

	@Bean
	Telemetry fastPathTelemetry(MeterRegistry meters, Environment environment, ObjectProvider<SpanExporter> exporters) {
		return new Telemetry(traces(environment, exporters), new RequestTimers(meters, tags(environment)));
	}

	/**
	 * Whether there is an access log, which may log any header of an answer.
	 */
	private static boolean isLogged(Environment environment) {
		return environment.getProperty("server.tomcat.accesslog.enabled", Boolean.class, false);
	}

	private static TraceDraw traces(Environment environment, ObjectProvider<SpanExporter> exporters) {
		boolean wanted = exporters.stream().findAny().isPresent();
		return new TraceDraw(wanted
				? environment.getProperty("management.tracing.sampling.probability", Double.class, SPRINGS_SHARE) : 0);
	}

	private static Tags tags(Environment environment) {
		return Tags.of(Binder.get(environment)
			.bind("management.observations.key-values", Bindable.mapOf(String.class, String.class))
			.orElse(Map.of())
			.entrySet()
			.stream()
			.map((tag) -> Tag.of(tag.getKey(), tag.getValue()))
			.toList());
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
