package org.partnergateway.callers;

import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Wires the front door.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallersProperties.class)
class CallersConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(CallersConfiguration.class);

	@Bean
	SecurityFilterChain callers(HttpSecurity http, CallersProperties properties) {
		if (properties.authentication() == null) {
			throw new InvalidSettingException("callers.authentication", "is not set",
					"Set it to none if everyone who can reach the gateway may read the partner's figures.");
		}
		logger.warn("callers.authentication=none: whoever can reach this gateway reads the partner's figures");
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// Each answer sets its own.
			.headers((headers) -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
			// There is no session, no cookie and nothing to change that a forged request
			// could use.
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	StrictHttpFirewall httpFirewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		// An unknown method is answered with those that there are.
		firewall.setUnsafeAllowAnyHttpMethod(true);
		return firewall;
	}

}
