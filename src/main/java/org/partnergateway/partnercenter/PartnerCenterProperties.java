package org.partnergateway.partnercenter;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;

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

	private static final Pattern PATH_PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");

	private static final Pattern APPLICATION_NAME = Pattern
		.compile("(?:[\\x21-\\x7E](?:[\\x20-\\x7E]*[\\x21-\\x7E])?)?");

	/**
	 * Checks what can be checked without the others.
	 * @throws InvalidSettingException if something cannot be
	 */
	void check() {
		InvalidSettingException.unlessWait("partner-center.connect-timeout", this.connectTimeout);
		InvalidSettingException.unlessWait("partner-center.attempt-timeout", this.attemptTimeout);
		InvalidSettingException.unlessWait("partner-center.deadline", this.deadline);
		if (!PATH_PREFIX.matcher(this.commercialPathPrefix).matches()) {
			throw new InvalidSettingException("partner-center.commercial-path-prefix", "is not a path",
					"Set it to a path such as /partner, with a slash at its start and none at its end, or to nothing.");
		}
		if (!APPLICATION_NAME.matcher(this.applicationName).matches()) {
			throw new InvalidSettingException("partner-center.application-name", "cannot be sent in a header",
					"Set it to letters, digits and other visible characters of ASCII, such as partner-license-gateway.");
		}
		if (this.maxConcurrentCalls < 1) {
			throw new InvalidSettingException("partner-center.max-concurrent-calls", "is not positive",
					"Set it to the number of calls that may be in progress at a time, such as 8.");
		}
	}

}
