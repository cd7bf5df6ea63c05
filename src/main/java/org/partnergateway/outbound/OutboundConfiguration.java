package org.partnergateway.outbound;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires outbound connections, with checked settings.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
class OutboundConfiguration {

	@Bean
	Outbound outbound(OutboundProperties properties, SslBundles bundles) {
		return new Outbound(Proxies.of(properties), Trust.of(properties.sslBundle(), bundles), Outbound.resolver());
	}

}
