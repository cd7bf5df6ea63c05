package org.partnergateway.token;

import java.time.Duration;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.refresh.RefreshTokenAge;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.request.Application;
import org.partnergateway.token.request.ClientCredentials;
import org.partnergateway.token.request.ObservedSource;
import org.partnergateway.token.request.RefreshToken;
import org.partnergateway.token.request.TokenEndpoint;
import org.partnergateway.token.request.TokenRequests;
import org.partnergateway.token.request.TokenSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the access tokens, from settings that have been checked.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

	@Bean
	AccessTokens accessTokens(TokenSource source, CredentialWatch watch, TokenEndpoint endpoint,
			ObjectProvider<TokenClock> clock) {
		return new AccessTokens(source, watch, endpoint.attemptTimeout().multipliedBy(2), scheduler(clock));
	}

	@Bean
	Credentials tokenCredentials(TokenProperties properties, TokenEndpoint endpoint, RefreshTokenAge age,
			ObjectProvider<TokenClock> clock) {
		require("partner-center.token.tenant-id", properties.tenantId(),
				"Set it to the tenant in which the application is registered.");
		String clientId = require("partner-center.token.client-id", properties.clientId(),
				"Set it to the application's identifier.");
		Application application = new Application(clientId, ClientAuthentications.from(properties));
		return Credentials.of(application, properties, files("token-refresh", endpoint, clock), age);
	}

	@Bean
	TokenRequests tokenRequests(TokenEndpoint endpoint, Credentials credentials, WebClient.Builder builder,
			Outbound outbound, ObjectProvider<TokenClock> clock) {
		return new TokenRequests(endpoint, credentials.application(), builder, outbound,
				files("token-credentials", endpoint, clock));
	}

	@Bean
	TokenSource tokenSource(TokenRequests requests, Credentials credentials, TokenProperties properties,
			ObjectProvider<MeterRegistry> meters, ObjectProvider<ObservationRegistry> observations) {
		RefreshTokenStore store = credentials.store();
		TokenSource source = (store != null) ? new RefreshToken(requests, store, properties.isConsentOffered())
				: new ClientCredentials(requests);
		return new ObservedSource(source, meters.getIfAvailable(SimpleMeterRegistry::new),
				observations.getIfAvailable(() -> ObservationRegistry.NOOP));
	}

	@Bean
	CredentialWatch credentialWatch(Credentials credentials, TokenEndpoint endpoint, RefreshTokenAge age,
			ObjectProvider<TokenClock> clock) {
		return CredentialWatch.of(credentials.fingerprints(age), files("token-watch", endpoint, clock));
	}

	@Bean
	RefreshTokenAge refreshTokenAge(TokenProperties properties) {
		return new RefreshTokenAge(Credentials.refreshTokenFile(properties), InstantSource.system());
	}

	@Bean
	Consents consents(Credentials credentials, AccessTokens tokens) {
		return new Consents(credentials.store(), tokens, InstantSource.system());
	}

	@Bean
	MeterBinder tokenMeters(AccessTokens tokens, RefreshTokenAge refreshTokenAge, Consents consents) {
		return new TokenMeters(tokens, refreshTokenAge, consents);
	}

	private static FileAccess files(String name, TokenEndpoint endpoint, ObjectProvider<TokenClock> clock) {
		// A renewal may take two attempt timeouts: half for the request, the rest for
		// files.
		Duration patience = endpoint.attemptTimeout().dividedBy(5);
		return FileAccess.of(name, scheduler(clock), patience);
	}

	private static Scheduler scheduler(ObjectProvider<TokenClock> clock) {
		TokenClock given = clock.getIfAvailable();
		return (given != null) ? given.scheduler() : Schedulers.parallel();
	}

	private static String require(String property, @Nullable String value, String remedy) {
		if (value == null || !StringUtils.hasText(value)) {
			throw new InvalidSettingException(property, "is not set", remedy);
		}
		return value;
	}

}
