package org.partnergateway.licenses;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.partnergateway.cache.ReadThroughCache;
import org.partnergateway.cache.load.CacheClock;
import org.partnergateway.cache.shared.RedisStores;
import org.partnergateway.cache.shared.SharedStore;
import org.partnergateway.licenses.stored.ReportFormat;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.channel.Pauses;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the service that finds reports in the cache or at Partner Center.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportsProperties.class)
class LicensesConfiguration {

	@Bean
	ReportSettings reportSettings(ReportsProperties properties, PartnerCenterClient partnerCenter) {
		return ReportSettings.of(properties, partnerCenter.deadline());
	}

	// Its close() would wait for every task, and no caller needs these.
	@Bean(destroyMethod = "shutdown")
	ExecutorService backgroundRefreshes() {
		return Executors.newVirtualThreadPerTaskExecutor();
	}

	@Bean
	ReadThroughCache<ReportKey, StoredReport> reportCache(ReportSettings settings, PartnerCenterClient partnerCenter,
			ExecutorService backgroundRefreshes, ObjectProvider<CacheClock> clock, ObjectProvider<RedisStores> redis) {
		RedisStores stores = redis.getIfAvailable();
		SharedStore<ReportKey, StoredReport> shared = (stores == null) ? null : stores.create(partnerCenter.partner(),
				ReportKey::name, new ReportFormat(partnerCenter::check), settings.cache().freshness());
		return new ReadThroughCache<>(settings.cache(), (key, report) -> key.weight() + report.weight(),
				new PartnerCenterFailures(), clock.getIfAvailable(() -> CacheClock.system(backgroundRefreshes)),
				shared);
	}

	@Bean
	ReportFetches reportFetches(PartnerCenterClient partnerCenter, CacheControl cacheControl, FlightTraces traces) {
		return new ReportFetches(partnerCenter, cacheControl, traces);
	}

	@Bean
	CacheControl cacheControl(ReportsProperties properties, ObjectProvider<CacheClock> clock,
			ObjectProvider<MeterRegistry> meters) {
		return new CacheControl(properties.ignoreCacheControl(), properties.timeToLive(), now(clock), meters(meters));
	}

	@Bean
	FlightTraces flightTraces(ObjectProvider<ObservationRegistry> observations, ObjectProvider<Tracer> tracer,
			ObjectProvider<CacheClock> clock) {
		return new FlightTraces(observations.getIfAvailable(() -> ObservationRegistry.NOOP),
				tracer.getIfAvailable(() -> Tracer.NOOP), now(clock));
	}

	@Bean
	ServedReports servedReports(ObjectProvider<MeterRegistry> meters) {
		return new ServedReports(meters(meters));
	}

	@Bean
	LicenseReports licenseReports(ReadThroughCache<ReportKey, StoredReport> cache, ReportFetches fetches,
			ServedReports served, Pauses pauses, ReportSettings settings) {
		LicenseReports reports = new LicenseReports(cache, fetches, served, pauses, settings.mostWaiting());
		pauses.onPause(cache::pause);
		cache.onPause(pauses::take);
		fetches.onCredentialsChanged(reports::forgiveCredentials);
		return reports;
	}

	@Bean
	MeterBinder reportMeters(LicenseReports reports) {
		return new ReportMeters(reports);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "reports.keep-warm", matchIfMissing = true)
	WarmReports warmReports(LicenseReports reports, ReportFetches fetches, ReportSettings settings) {
		WarmReports warmReports = new WarmReports(reports, ReportKey.ofPartner(), WarmReports.scheduler(),
				InstantSource.system(), settings.shortestWarmPause());
		// After the listener of the reports, which ends the back-offs: a report in
		// back-off is not fetched.
		fetches.onCredentialsChanged(warmReports::refreshNow);
		return warmReports;
	}

	private static InstantSource now(ObjectProvider<CacheClock> clock) {
		CacheClock given = clock.getIfAvailable();
		return (given != null) ? given.now() : InstantSource.system();
	}

	private static MeterRegistry meters(ObjectProvider<MeterRegistry> meters) {
		return meters.getIfAvailable(SimpleMeterRegistry::new);
	}

}
