package org.partnergateway.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
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

	private static final String TENANT_ID = "partner-center.token.tenant-id";

	private static final String CLIENT_ID = "partner-center.token.client-id";

	private static final String GRANT = "partner-center.token.grant";

	private static final String REFRESH_TOKEN_FILE = "partner-center.token.refresh-token-file";

	@Bean
	AccessTokens accessTokens(TokenProperties properties, TokenEndpoint endpoint, WebClient.Builder builder,
			Outbound outbound, RefreshTokenAge refreshToken, ObjectProvider<TokenClock> clock,
			ObjectProvider<MeterRegistry> meters, ObjectProvider<ObservationRegistry> observations) {
		require(TENANT_ID, properties.tenantId(), "Set it to the tenant in which the application is registered.");
		String clientId = require(CLIENT_ID, properties.clientId(), "Set it to the application's identifier.");
		ClientAuthentication authentication = ClientAuthentications.from(properties);
		TokenClock time = clock.getIfAvailable(() -> new TokenClock(Schedulers.parallel()));
		// Half of the time for the request, and the rest for the files.
		Duration patience = endpoint.attemptTimeout().dividedBy(5);
		TokenRequests requests = new TokenRequests(endpoint, clientId, authentication, builder, outbound,
				FileAccess.of("token-credentials", time.scheduler(), patience));
		RefreshTokenStore store = store(properties, FileAccess.of("token-refresh", time.scheduler(), patience),
				refreshToken);
		TokenSource source = new ObservedSource(
				(store != null) ? new RefreshToken(requests, store) : new ClientCredentials(requests),
				meters.getIfAvailable(SimpleMeterRegistry::new),
				observations.getIfAvailable(() -> ObservationRegistry.NOOP));
		CredentialWatch watch = CredentialWatch.of(credentials(authentication, store, refreshToken),
				FileAccess.of("token-watch", time.scheduler(), patience));
		return new AccessTokens(source, watch, endpoint.attemptTimeout().multipliedBy(2), time.scheduler());
	}

	@Bean
	RefreshTokenAge refreshTokenAge(TokenProperties properties) {
		return new RefreshTokenAge(refreshTokenFile(properties), InstantSource.system());
	}

	@Bean
	MeterBinder tokenMeters(AccessTokens tokens, RefreshTokenAge refreshTokenAge) {
		return new TokenMeters(tokens, refreshTokenAge);
	}

	private static List<Supplier<@Nullable Fingerprint>> credentials(ClientAuthentication authentication,
			@Nullable RefreshTokenStore store, RefreshTokenAge age) {
		List<Supplier<@Nullable Fingerprint>> credentials = new ArrayList<>();
		authentication.files().forEach((file) -> credentials.add(file::fingerprint));
		if (store != null) {
			credentials.add(() -> {
				age.look();
				return store.fingerprint();
			});
		}
		return credentials;
	}

	private static @Nullable TokenFile refreshTokenFile(TokenProperties properties) {
		return TokenFile.of(REFRESH_TOKEN_FILE, properties.refreshTokenFile());
	}

	private static @Nullable RefreshTokenStore store(TokenProperties properties, FileAccess access,
			RefreshTokenAge age) {
		TokenFile refreshTokenFile = refreshTokenFile(properties);
		return switch (properties.grant()) {
			case CLIENT_CREDENTIALS -> {
				if (refreshTokenFile != null) {
					throw new InvalidSettingException(REFRESH_TOKEN_FILE, "is set, but the grant is client-credentials",
							"Set %s to refresh-token, or remove the file.".formatted(GRANT));
				}
				yield null;
			}
			case REFRESH_TOKEN -> {
				if (refreshTokenFile == null) {
					throw new InvalidSettingException(REFRESH_TOKEN_FILE, "is not set, but the grant is refresh-token",
							"Set it to the file with the refresh token.");
				}
				RefreshTokenStore store = new RefreshTokenStore(refreshTokenFile, new Volume(), access, age::kept);
				store.check();
				age.look();
				yield store;
			}
		};
	}

	private static String require(String property, @Nullable String value, String remedy) {
		if (value == null || !StringUtils.hasText(value)) {
			throw new InvalidSettingException(property, "is not set", remedy);
		}
		return value;
	}

}
