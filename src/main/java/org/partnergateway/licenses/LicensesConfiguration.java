package org.partnergateway.licenses;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.BackOffPolicy;
import org.partnergateway.cache.CacheClock;
import org.partnergateway.cache.CacheSettings;
import org.partnergateway.cache.FreshnessPolicy;
import org.partnergateway.cache.ReadThroughCache;
import org.partnergateway.cache.RedisStores;
import org.partnergateway.cache.SharedStore;
import org.partnergateway.callers.FetchLimit;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.LicenseReport;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.Pauses;
import org.partnergateway.partnercenter.ReportQuery;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Wires the reports: HTTP over the service, the service over the cache and Partner
 * Center.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportsProperties.class)
class LicensesConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(LicensesConfiguration.class);

	private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(1);

	private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

	private static final Duration LONGEST_ASKED_BACK_OFF = Duration.ofDays(1);

	// Past the client's own deadline: the cache's is for a client that broke its word.
	private static final Duration GRACE = Duration.ofSeconds(1);

	// How long Partner Center's word about a question stands.
	private static final Duration ANSWER = Duration.ofMinutes(1);

	private static final long SMALL_HEAP = 128_000_000;

	private static final long BYTES_OF_THE_REST = 48_000_000;

	// Nearly all of it Tomcat's buffers, for a request that is not over.
	private static final int BYTES_OF_A_WAITING_CALLER = 125_000;

	private static final Duration SHORTEST_WARM_PAUSE = Duration.ofSeconds(30);

	// Correlation comes one before, security long after.
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
	LicenseReports licenseReports(ReportsProperties properties, PartnerCenterClient partnerCenter,
			ExecutorService backgroundRefreshes, ObjectProvider<CacheClock> clock, ObjectProvider<RedisStores> redis,
			ObjectProvider<MeterRegistry> meters, ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<Tracer> tracer, Pauses pauses) {
		CacheSettings settings = settings(properties, partnerCenter);
		CacheClock time = clock.getIfAvailable(() -> CacheClock.system(backgroundRefreshes));
		MeterRegistry registry = meters.getIfAvailable(SimpleMeterRegistry::new);
		FlightTraces traces = new FlightTraces(observations.getIfAvailable(() -> ObservationRegistry.NOOP),
				tracer.getIfAvailable(() -> Tracer.NOOP), time.now());
		CacheControl cacheControl = new CacheControl(properties.ignoreCacheControl(), properties.timeToLive(),
				time.now(), registry);
		ReadThroughCache<ReportKey, StoredReport> cache = new ReadThroughCache<>(settings,
				(key, report) -> key.weight() + report.weight(), new PartnerCenterFailures(), time,
				shared(redis.getIfAvailable(), settings, partnerCenter));
		pauses.onPause(cache::pause);
		cache.onPause(pauses::take);
		LicenseReports reports = new LicenseReports(cache, new ReportFetches(partnerCenter, cacheControl, traces),
				new ServedReports(registry), pauses, mostWaiting(properties));
		partnerCenter.onCredentialsChanged(reports::forgiveCredentials);
		return reports;
	}

	/**
	 * How many callers may wait: if nobody says, as many as half of the heap can hold, or
	 * rather of what the rest of the gateway leaves of it; of a small one a quarter.
	 */
	private static int mostWaiting(ReportsProperties properties) {
		Integer most = properties.maxWaiting();
		if (most == null) {
			long heap = Runtime.getRuntime().maxMemory();
			long room = (heap - BYTES_OF_THE_REST) / ((heap < SMALL_HEAP) ? 4 : 2);
			return Math.clamp(room / BYTES_OF_A_WAITING_CALLER, 50, 100_000);
		}
		if (most < 1) {
			throw new InvalidSettingException("reports.max-waiting", "is not positive",
					"Set it to the number of callers who may wait at a time, such as 1000, or remove it.");
		}
		return most;
	}

	@Bean
	MeterBinder reportMeters(LicenseReports reports) {
		return new ReportMeters(reports);
	}

	private static CacheSettings settings(ReportsProperties properties, PartnerCenterClient partnerCenter) {
		BackOffPolicy backOff = new BackOffPolicy(SHORTEST_BACK_OFF, LONGEST_BACK_OFF, LONGEST_ASKED_BACK_OFF,
				() -> ThreadLocalRandom.current().nextDouble());
		return new CacheSettings(freshness(properties), backOff, partnerCenter.deadline().plus(GRACE), ANSWER,
				positive(properties).maxSize().toBytes());
	}

	private static @Nullable SharedStore<ReportKey, StoredReport> shared(@Nullable RedisStores redis,
			CacheSettings settings, PartnerCenterClient partnerCenter) {
		return (redis == null) ? null : redis.create(partnerCenter.partner(), ReportKey::name,
				new ReportFormat(partnerCenter::check), settings.freshness());
	}

	// Its close() would wait for every task, and nobody waits for these.
	@Bean(destroyMethod = "shutdown")
	ExecutorService backgroundRefreshes() {
		return Executors.newVirtualThreadPerTaskExecutor();
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "reports.keep-warm", matchIfMissing = true)
	WarmReports warmReports(LicenseReports reports, ReportsProperties properties, PartnerCenterClient partnerCenter) {
		List<ReportKey> keys = Stream.of(LicenseReport.values())
			.filter(LicenseReport::isOfPartner)
			.map((report) -> new ReportKey(ReportQuery.of(report), Correlation.DEFAULT_LOCALE))
			.toList();
		Duration shortest = properties.timeToLive().compareTo(SHORTEST_WARM_PAUSE) < 0 ? Duration.ofSeconds(1)
				: SHORTEST_WARM_PAUSE;
		WarmReports warmReports = new WarmReports(reports, keys, warmReportsScheduler(), InstantSource.system(),
				shortest);
		// After the reports' own listener, since those that are left alone are not
		// fetched.
		partnerCenter.onCredentialsChanged(warmReports::refreshNow);
		return warmReports;
	}

	private static TaskScheduler warmReportsScheduler() {
		SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
		scheduler.setVirtualThreads(true);
		scheduler.setThreadNamePrefix("warm-reports-");
		return scheduler;
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
		Duration timeout = partnerCenter.deadline().plus(GRACE).plus(GRACE);
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

	private static FreshnessPolicy freshness(ReportsProperties properties) {
		return new FreshnessPolicy(properties.timeToLive(), properties.staleWhileRevalidate(),
				properties.staleIfError());
	}

	private static ReportsProperties positive(ReportsProperties properties) {
		if (properties.shortWay() != null) {
			logger.warn("reports.short-way is now called reports.fast-path. Set that in its place.");
		}
		InvalidSettingException.unlessPositive("reports.time-to-live", properties.timeToLive());
		InvalidSettingException.ifNegative("reports.stale-while-revalidate", properties.staleWhileRevalidate());
		InvalidSettingException.ifNegative("reports.stale-if-error", properties.staleIfError());
		if (properties.maxSize().toBytes() <= 0) {
			throw new InvalidSettingException("reports.max-size", "is not positive", "Set it to a size such as 64MB.");
		}
		long heap = Runtime.getRuntime().maxMemory();
		if (properties.maxSize().toBytes() > heap) {
			throw new InvalidSettingException("reports.max-size",
					"is larger than the heap, which has %d MB".formatted(heap >> 20),
					"Set it to half of the heap at most, or give the process more memory.");
		}
		return properties;
	}

}
