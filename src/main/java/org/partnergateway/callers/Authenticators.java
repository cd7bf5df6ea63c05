package org.partnergateway.callers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.keys.ApiKeyAuthenticationProvider;
import org.partnergateway.callers.keys.ApiKeysFile;
import org.partnergateway.callers.tokens.IssuedTokens;
import org.partnergateway.callers.tokens.TokenCallers;
import org.partnergateway.callers.tokens.TrustedTokens;
import org.partnergateway.outbound.Documents;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.util.StringUtils;

/**
 * Everything that authenticates callers.
 *
 * @param providers one for each kind of credential that is accepted
 * @param generation gives another number after any of their keys have changed
 * @param tokens verifies access tokens; {@code null} if they are not accepted
 * @param looks keep the keys up to date
 */
record Authenticators(List<AuthenticationProvider> providers, IntSupplier generation, @Nullable IssuedTokens tokens,
		List<Recurrence> looks) implements AutoCloseable {

	static Authenticators of(CallerAuthentication accepted, CallersProperties properties,
			OAuth2ResourceServerProperties spring, Documents documents, TimeMeter time) {
		checkNothingIsUnused(accepted, properties, spring.getJwt());
		List<AuthenticationProvider> providers = new ArrayList<>();
		List<IntSupplier> generations = new ArrayList<>();
		List<Recurrence> looks = new ArrayList<>();
		IssuedTokens issued = null;
		if (accepted.acceptsKeys()) {
			ApiKeysFile keys = apiKeys(properties);
			providers.add(new ApiKeyAuthenticationProvider(keys, MayRead.GRANTED));
			generations.add(keys::generation);
			looks.add(new Recurrence("api-keys-file", keys::look));
		}
		if (accepted.acceptsTokens()) {
			issued = new IssuedTokens(TrustedTokens.of(spring.getJwt(), properties.jwt()), documents, time);
			issued.refresh();
			JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(issued);
			tokens.setJwtAuthenticationConverter(new TokenCallers(properties.requiredScope(), MayRead.GRANTED));
			providers.add(tokens);
			generations.add(issued::generation);
			looks.add(new Recurrence("issuer-keys", issued::refresh));
		}
		return new Authenticators(List.copyOf(providers), sum(generations), issued, List.copyOf(looks));
	}

	@Override
	public void close() {
		this.looks.forEach(Recurrence::close);
	}

	/**
	 * Reads the keys of all issuers again.
	 * @return the issuers whose keys could not be read
	 */
	List<String> reload() {
		return (this.tokens != null) ? this.tokens.reload() : List.of();
	}

	AuthenticationManager manager() {
		if (this.providers.isEmpty()) {
			return (credential) -> {
				throw new ProviderNotFoundException("no credential is accepted");
			};
		}
		return new ProviderManager(this.providers);
	}

	/**
	 * Each number only grows, so the sum changes if one of them does.
	 */
	private static IntSupplier sum(List<IntSupplier> generations) {
		IntSupplier[] all = generations.toArray(IntSupplier[]::new);
		return () -> {
			int sum = 0;
			for (IntSupplier generation : all) {
				sum += generation.getAsInt();
			}
			return sum;
		};
	}

	/**
	 * Refuses a setting for a credential that is not accepted: whoever set it believes
	 * that callers must present that credential.
	 */
	private static void checkNothingIsUnused(CallerAuthentication accepted, CallersProperties properties,
			OAuth2ResourceServerProperties.Jwt spring) {
		Path file = properties.apiKeysFile();
		if (!accepted.acceptsKeys() && file != null && StringUtils.hasText(file.toString())) {
			throw unused(ApiKeysFile.PROPERTY, "API keys", "api-key");
		}
		if (accepted.acceptsTokens()) {
			return;
		}
		if (StringUtils.hasText(spring.getIssuerUri())) {
			throw unused("spring.security.oauth2.resourceserver.jwt.issuer-uri", "access tokens", "jwt");
		}
		if (StringUtils.hasText(spring.getJwkSetUri())) {
			throw unused("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "access tokens", "jwt");
		}
		if (properties.jwt().issuers().stream().anyMatch(StringUtils::hasText)) {
			throw unused("callers.jwt.issuers", "access tokens", "jwt");
		}
	}

	private static InvalidSettingException unused(String property, String credentials, String authentication) {
		return new InvalidSettingException(property,
				"is set, but callers.authentication does not say that callers come with " + credentials,
				"Set callers.authentication to %s or jwt-or-api-key, or remove %s.".formatted(authentication,
						property));
	}

	private static ApiKeysFile apiKeys(CallersProperties properties) {
		Path file = properties.apiKeysFile();
		if (file == null || file.toString().isBlank()) {
			throw new InvalidSettingException(ApiKeysFile.PROPERTY, "is not set, but callers may come with API keys",
					"Set it to a file with lines of the form name:sha256-hex-of-the-key.");
		}
		return new ApiKeysFile(file);
	}

}
