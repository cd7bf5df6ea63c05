package org.partnergateway.ops;

import java.time.InstantSource;

import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.RefreshTokenAge;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the status.
 */
@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

	private static final int REMEMBERED_REFUSALS = 20;

	@Bean
	RecentRefusals recentRefusals(ObjectProvider<InstantSource> clock) {
		return new RecentRefusals(REMEMBERED_REFUSALS, clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	StatusController statusController(LicenseReports reports, PartnerCenterClient partnerCenter, AccessTokens tokens,
			RefreshTokenAge refreshToken, RecentRefusals refusals) {
		return new StatusController(
				() -> Status.of(reports, partnerCenter.breaker(), tokens, refreshToken, refusals.latest()),
				JsonMapper.shared());
	}

}
