package org.partnergateway.connector;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the port for callers may take.
 *
 * @param maxConnectionsPerAddress Number of connections that an address may have at a
 * time, or a network of version 6; by default half of all. Addresses of the proxies that
 * are believed may have any number.
 */
@ConfigurationProperties("connector")
record ConnectorProperties(@Nullable Integer maxConnectionsPerAddress) {

	/**
	 * How many connections an address may have.
	 * @param all how many there may be altogether
	 */
	int ofAnAddress(int all) {
		Integer most = this.maxConnectionsPerAddress;
		if (most == null) {
			return Math.max(1, all / 2);
		}
		if (most < 1) {
			throw new InvalidSettingException("connector.max-connections-per-address", "is not positive",
					"Set it to a number of connections such as 1000, or remove it.");
		}
		return most;
	}

}
