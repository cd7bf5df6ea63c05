package org.partnergateway.callers.addresses;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Wires which proxies may say from which address a request comes.
 */
@Configuration(proxyBeanMethods = false)
class ForwardedConfiguration {

	@Bean
	ForwardedCustomizer forwardedCustomizer(Environment environment) {
		return new ForwardedCustomizer(ForwardedHeaders.areBelieved(environment),
				ForwardedHeaders.addresses(environment));
	}

	/**
	 * Adds the valve. Comes before Spring Boot's own customizer, since the valve has to
	 * come before Tomcat's.
	 *
	 * @param believed whether any proxy is believed
	 * @param header name of the header with the addresses
	 */
	record ForwardedCustomizer(boolean believed,
			String header) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

		@Override
		public void customize(TomcatServletWebServerFactory factory) {
			if (this.believed) {
				factory.addEngineValves(new ForwardedAddressesValve(this.header));
			}
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

}
