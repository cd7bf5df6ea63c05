package org.partnergateway.sandbox;

import java.time.Duration;

import org.partnergateway.sandbox.exchange.SandboxFaults;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the sandbox.
 *
 * @param port Loopback port that the sandbox listens on; 0 for one that is free.
 * @param tokenLifetime Time that an access token is valid.
 * @param consent Whether the gateway starts without a refresh token, to try the consent
 * of a user in the browser.
 * @param faults What goes wrong with requests to the API.
 * @param tokenFaults What goes wrong with requests for a token.
 */
@ConfigurationProperties("sandbox")
record SandboxProperties(@DefaultValue("0") int port, @DefaultValue("1h") Duration tokenLifetime,
		@DefaultValue("false") boolean consent, @DefaultValue @NestedConfigurationProperty SandboxFaults faults,
		@DefaultValue @NestedConfigurationProperty SandboxFaults tokenFaults) {
}
