package org.partnergateway.ops;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.partnercenter.channel.LastFetches;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.Consents;
import org.partnergateway.token.refresh.RefreshTokenAge;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires status, health and gauges.
 */
@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

	private static final int REMEMBERED_REFUSALS = 20;

	@Bean
	RecentRefusals recentRefusals(ObjectProvider<InstantSource> clock) {
		return new RecentRefusals(REMEMBERED_REFUSALS, clock.getIfAvailable(InstantSource::system));
	}

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
			PartnerCenterClient partnerCenter, GatewayCredentials credentials) {
		return new PartnerCenterHealthIndicator(reports, fetches, partnerCenter, credentials);
	}

	@Bean
	GatewayCredentials gatewayCredentials(AccessTokens tokens, RefreshTokenAge refreshToken, Consents consents,
			MfaCompliance mfa) {
		return new GatewayCredentials(tokens, refreshToken, consents, mfa);
	}

	@Bean
	StatusController statusController(LicenseReports reports, PartnerCenterClient partnerCenter,
			GatewayCredentials credentials, RecentRefusals refusals) {
		return new StatusController(() -> Status.of(reports, partnerCenter.breaker(), credentials, refusals.latest()),
				JsonMapper.shared());
	}

}
