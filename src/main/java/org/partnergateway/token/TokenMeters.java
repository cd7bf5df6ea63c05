package org.partnergateway.token;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.partnergateway.token.refresh.RefreshTokenAge;

/**
 * Gauges of the gateway's credentials. An unknown value is NaN.
 */
final class TokenMeters implements MeterBinder {

	private final AccessTokens tokens;

	private final RefreshTokenAge refreshToken;

	private final Consents consents;

	TokenMeters(AccessTokens tokens, RefreshTokenAge refreshToken, Consents consents) {
		this.tokens = tokens;
		this.refreshToken = refreshToken;
		this.consents = consents;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge
			.builder("partnercenter.token.expires.in", this.tokens, TimeUnit.MILLISECONDS,
					(tokens) -> millis(tokens.expiresIn()))
			.description("How much longer the access token is valid")
			.register(registry);
		if (this.refreshToken.isUsed()) {
			TimeGauge
				.builder("partnercenter.refresh.token.age", this.refreshToken, TimeUnit.MILLISECONDS,
						(refreshToken) -> millis(refreshToken.age()))
				.description("How long ago the refresh token was put into its file")
				.register(registry);
			TimeGauge
				.builder("partnercenter.consent.age", this.consents, TimeUnit.MILLISECONDS,
						(consents) -> millis(consents.age()))
				.description("How long ago the user consented on the gateway's page")
				.register(registry);
			Gauge
				.builder("partnercenter.refresh.token.kept", this.refreshToken,
						(refreshToken) -> refreshToken.isKept() ? 1 : 0)
				.description("1 if the newest refresh token is in its file, 0 while it is in memory only")
				.register(registry);
		}
	}

	private static double millis(@Nullable Duration time) {
		return (time != null) ? time.toMillis() : Double.NaN;
	}

}
