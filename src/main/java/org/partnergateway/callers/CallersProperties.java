package org.partnergateway.callers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, and how often.
 *
 * @param authentication How callers prove who they are; there is no default.
 * @param apiKeysFile File with a line name:sha256-hex-of-the-key for each API key. Read
 * again when it changes.
 * @param requiredScope Scope or role that an access token must carry; empty to accept any
 * valid token.
 * @param jwt Access tokens.
 * @param rateLimit How often each caller may ask.
 * @param cors Pages of other origins.
 */
@ConfigurationProperties("callers")
record CallersProperties(@Nullable Authentication authentication, @Nullable Path apiKeysFile,
		@DefaultValue("licenses.read") String requiredScope, @DefaultValue Jwt jwt, @DefaultValue RateLimit rateLimit,
		@DefaultValue Cors cors) {

	/**
	 * How callers prove who they are.
	 */
	enum Authentication {

		/** By an access token of an OpenID Connect issuer. */
		JWT(true, false),

		/** By an API key. */
		API_KEY(false, true),

		/** By either. */
		JWT_OR_API_KEY(true, true),

		/** Not at all: whoever reaches the gateway reads the partner's figures. */
		NONE(false, false);

		private final boolean tokens;

		private final boolean keys;

		Authentication(boolean tokens, boolean keys) {
			this.tokens = tokens;
			this.keys = keys;
		}

		boolean acceptsTokens() {
			return this.tokens;
		}

		boolean acceptsKeys() {
			return this.keys;
		}

	}

	/**
	 * Access tokens, beyond what Spring's own properties say.
	 *
	 * @param issuers Issuers whose tokens are accepted besides those of
	 * spring.security.oauth2.resourceserver.jwt.issuer-uri.
	 * @param allowPlainHttp Whether the keys of an issuer may come from an http URL that
	 * is not on this machine, where whoever is on the way can replace them.
	 */
	record Jwt(@DefaultValue List<String> issuers, @DefaultValue("false") boolean allowPlainHttp) {

	}

	/**
	 * How often each caller may ask.
	 *
	 * @param requests Number of requests that a caller may make in a period. By default
	 * 600; without authentication, which makes one caller of all, no limit.
	 * @param period Length of a period, in whole seconds.
	 * @param failedAttempts Number of requests without a valid credential that an address
	 * may make in a period; more are told to wait, while a valid credential always
	 * passes.
	 * @param fetches Number of requests that a caller may make in a period for what is
	 * not stored, so that Partner Center may have to be asked. By default 60; without
	 * authentication no limit, unless this or the number of requests is set.
	 */
	record RateLimit(@Nullable Integer requests, @DefaultValue("1m") Duration period,
			@DefaultValue("60") int failedAttempts, @Nullable Integer fetches) {

	}

	/**
	 * Pages of other origins.
	 *
	 * @param allowedOrigins Origins whose pages may read answers, such as
	 * https://reports.contoso.com.
	 */
	record Cors(@DefaultValue List<String> allowedOrigins) {

	}

}
