package org.partnergateway.licenses.web;

import java.time.Duration;
import java.util.List;

import org.partnergateway.callers.limits.FetchLimit;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.partnercenter.PartnerCenterClient;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Wires how the reports are served over HTTP.
 */
@Configuration(proxyBeanMethods = false)
class ReportsWebConfiguration {

	// After the deadlines of the fetch and of the cache, which end the wait themselves.
	private static final Duration GRACE = Duration.ofSeconds(2);

	// Directly after correlation, and long before security.
	private static final int AFTER_CORRELATION = Ordered.HIGHEST_PRECEDENCE + 3;

	@Bean
	LicenseReportController licenseReportController(LicenseReports reports, FetchLimit limit) {
		return new LicenseReportController(reports, limit);
	}

	@Bean
	InitializingBean reportMappings(LicenseReportController controller,
			@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
		return () -> mappings.ifAvailable(controller::mapTo);
	}

	@Bean
	ReportsAtHand reportsAtHand(LicenseReports reports) {
		return new ReportsAtHand(reports, new ReportResponses());
	}

	@Bean
	FilterRegistrationBean<TolerantPathFilter> tolerantPathFilter() {
		FilterRegistrationBean<TolerantPathFilter> registration = new FilterRegistrationBean<>(
				new TolerantPathFilter());
		registration.setOrder(AFTER_CORRELATION);
		return registration;
	}

	@Bean
	WebMvcConfigurer licensesWebMvcConfigurer(PartnerCenterClient partnerCenter) {
		Duration timeout = partnerCenter.deadline().plus(GRACE);
		return new WebMvcConfigurer() {

			@Override
			public void configurePathMatch(PathMatchConfigurer configurer) {
				PathPatternParser parser = new PathPatternParser();
				parser.setCaseSensitive(false);
				configurer.setPatternParser(parser);
			}

			@Override
			public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
				handlers.add(new PendingReportHandler(new ReportResponses(), timeout));
			}

		};
	}

}
