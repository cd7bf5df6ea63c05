package org.partnergateway.partnercenter;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Partner Center is asked.
 *
 * @param cloud Cloud that the partner is in, which gives the URLs of the API and of the
 * token endpoint.
 * @param baseUrl Root of the API, if it is not the cloud's.
 * @param allowPlainHttp Whether to send credentials to an http URL that is not on this
 * machine.
 * @param applicationName Name of the calling application, sent with each request.
 * @param commercialPathPrefix Path in front of the commercial reports' own, where the
 * service wants one.
 * @param connectTimeout Longest time to open a connection.
 * @param attemptTimeout Longest time for one attempt of a call, body included.
 * @param deadline Longest time for a call, with all its attempts and the token that it
 * needs.
 * @param maxConcurrentCalls Number of calls that may be in progress at a time.
 */
@ConfigurationProperties("partner-center")
record PartnerCenterProperties(@DefaultValue("global") PartnerCenterCloud cloud, @Nullable URI baseUrl,
		@DefaultValue("false") boolean allowPlainHttp, @DefaultValue("partner-license-gateway") String applicationName,
		@DefaultValue("") String commercialPathPrefix, @DefaultValue("2s") Duration connectTimeout,
		@DefaultValue("10s") Duration attemptTimeout, @DefaultValue("25s") Duration deadline,
		@DefaultValue("8") int maxConcurrentCalls) {
}
