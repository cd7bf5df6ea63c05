package org.partnergateway.ops;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.partnercenter.LastFetches;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.RefreshTokenAge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires what machines watch the gateway by.
 */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

	@Bean
	static MeterNames meterNames() {
		return new MeterNames();
	}

	@Bean
	LicenseGauges licenseGauges(MeterRegistry meters, LicenseReports reports) {
		LicenseGauges gauges = new LicenseGauges(meters, InstantSource.system());
		reports.onPartnerReport(gauges::accept);
		return gauges;
	}

	@Bean
	PartnerCenterHealthIndicator partnerCenterHealthIndicator(LicenseReports reports, LastFetches fetches,
			PartnerCenterClient partnerCenter, AccessTokens tokens, RefreshTokenAge refreshToken) {
		return new PartnerCenterHealthIndicator(reports, fetches, partnerCenter, tokens, refreshToken);
	}

}
