package org.partnergateway.sandbox;

import java.time.Clock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Wires the sandbox in place of Partner Center.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
@Profile("sandbox")
class SandboxConfiguration {

	private static final Log logger = LogFactory.getLog(SandboxConfiguration.class);

	// Listens from here on, since other beans ask it for its address.
	@Bean
	SandboxPartnerCenter sandboxPartnerCenter(SandboxProperties properties) {
		SandboxPartnerCenter sandbox = new SandboxPartnerCenter(properties, Clock.systemUTC());
		logger.warn("This is a sandbox, not Partner Center: reports and tokens are made up by this process, at %s"
			.formatted(sandbox.baseUrl()));
		return sandbox;
	}

}
