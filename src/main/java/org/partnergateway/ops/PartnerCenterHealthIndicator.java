package org.partnergateway.ops;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.partnercenter.channel.LastFetches;
import org.partnergateway.partnercenter.channel.LastFetches.FailedFetch;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.token.request.TokenException;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows the state of the connection with Partner Center, as far as the gateway knows it
 * without asking. Always up: the gateway serves stored reports, and a restart, or sending
 * callers elsewhere, would improve nothing.
 */
final class PartnerCenterHealthIndicator implements HealthIndicator {

	private final LicenseReports reports;

	private final LastFetches fetches;

	private final PartnerCenterClient partnerCenter;

	private final GatewayCredentials credentials;

	PartnerCenterHealthIndicator(LicenseReports reports, LastFetches fetches, PartnerCenterClient partnerCenter,
			GatewayCredentials credentials) {
		this.reports = reports;
		this.fetches = fetches;
		this.partnerCenter = partnerCenter;
		this.credentials = credentials;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up().withDetail("failing", this.fetches.isFailing());
		detail(health, "lastSuccess", this.fetches.success());
		FailedFetch failure = this.fetches.failure();
		if (failure != null) {
			health.withDetail("lastFailure", Map.of("at", failure.at(), "report", failure.report().label(), "outcome",
					failure.outcome(), "message", failure.message()));
		}
		health.withDetail("backOffSeconds", backOffs());
		health.withDetail("breaker", this.partnerCenter.breaker().state().name().toLowerCase(Locale.ROOT));
		detail(health, "tokenExpiresInSeconds", seconds(this.credentials.tokens().expiresIn()));
		TokenException failed = this.credentials.tokens().failure();
		detail(health, "tokenFailure", (failed != null) ? failed.getMessage() : null);
		detail(health, "refreshTokenAgeSeconds", seconds(this.credentials.refreshToken().age()));
		detail(health, "consentAgeSeconds", seconds(this.credentials.consents().age()));
		detail(health, "mfaCompliant", this.credentials.mfa().isCompliant());
		return health.build();
	}

	/**
	 * The time left by report, in whole seconds, rounded up; only of reports in back-off.
	 */
	private Map<String, Long> backOffs() {
		Map<String, Long> backOffs = new TreeMap<>();
		for (LicenseReport report : LicenseReport.values()) {
			Duration left = this.reports.backOff(report);
			if (left.isPositive()) {
				backOffs.put(report.label(), left.plusMillis(999).toSeconds());
			}
		}
		return backOffs;
	}

	private static void detail(Health.Builder health, String key, @Nullable Object value) {
		if (value != null) {
			health.withDetail(key, value);
		}
	}

	private static @Nullable Long seconds(@Nullable Duration time) {
		return (time != null) ? time.toSeconds() : null;
	}

}
