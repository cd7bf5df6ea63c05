package org.partnergateway.outbound;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How others are reached. A blank value counts as absent.
 *
 * @param proxy HTTP proxy that calls, token requests and the keys of callers' issuers go
 * through, as in "http://user@proxy.contoso.com:3128". By default, the one that the JVM's
 * own properties name.
 * @param proxyPasswordFile File that holds the password of the proxy's user. Read again
 * when it changes.
 * @param noProxy Hosts that are reached without the proxy: a name, ".contoso.com" or
 * "*.contoso.com" for all names below it, an address, a network such as 10.0.0.0/8, or
 * "*". The loopback interface always is.
 * @param sslBundle SSL bundle with the certificates that calls and token requests trust.
 * By default, those that the JVM trusts.
 */
@ConfigurationProperties("partner-center")
record OutboundProperties(@Nullable String proxy, @Nullable Path proxyPasswordFile, @DefaultValue List<String> noProxy,
		@Nullable String sslBundle) {

	/**
	 * Hides the proxy, which somebody may have given a password.
	 */
	@Override
	public String toString() {
		return "OutboundProperties[proxy=%s, proxyPasswordFile=%s, noProxy=%s, sslBundle=%s]"
			.formatted((this.proxy != null) ? "(hidden)" : null, this.proxyPasswordFile, this.noProxy, this.sslBundle);
	}

}
