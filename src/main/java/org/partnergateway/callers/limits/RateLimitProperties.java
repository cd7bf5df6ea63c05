package org.partnergateway.callers.limits;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often each caller may ask.
 *
 * @param requests Number of requests that a caller may make in a period. By default 600;
 * without authentication, which makes one caller of all, no limit.
 * @param period Length of a period, in whole seconds.
 * @param failedAttempts Number of requests without a valid credential that an address may
 * make in a period; more are told to wait, while a valid credential always passes.
 * @param fetches Number of requests that a caller may make in a period for what is not
 * stored, so that Partner Center may have to be asked. By default 60; without
 * authentication no limit, unless this or the number of requests is set.
 */
public record RateLimitProperties(@Nullable Integer requests, @DefaultValue("1m") Duration period,
		@DefaultValue("60") int failedAttempts, @Nullable Integer fetches) {
}
