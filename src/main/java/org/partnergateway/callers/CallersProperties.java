package org.partnergateway.callers;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.limits.RateLimitProperties;
import org.partnergateway.callers.origins.CorsProperties;
import org.partnergateway.callers.tokens.AccessTokenProperties;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
record CallersProperties(@Nullable CallerAuthentication authentication, @Nullable Path apiKeysFile,
		@DefaultValue("licenses.read") String requiredScope,
		@NestedConfigurationProperty @DefaultValue AccessTokenProperties jwt,
		@NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit,
		@NestedConfigurationProperty @DefaultValue CorsProperties cors) {
}
