package org.partnergateway.callers;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.credential.CredentialConverter;
import org.partnergateway.callers.limits.CallerLimits;
import org.partnergateway.callers.refusal.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Wires Spring Security's chains: one for the management port, one for the open pages,
 * and one for callers.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(SecurityConfiguration.class);

	/**
	 * Health, metrics and build, on a separate port, for anyone who can reach it.
	 */
	@Bean
	@Order(0)
	SecurityFilterChain management(HttpSecurity http) {
		return withoutSessions(http)
			.securityMatcher((request) -> WebServerApplicationContext.hasServerNamespace(
					WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), "management"))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	/**
	 * Pages without figures, for anyone who can reach the gateway.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain openPages(HttpSecurity http, ObjectProvider<OpenPages> openPages) {
		List<OpenPages> pages = openPages.stream().toList();
		List<RequestMatcher> matchers = pages.stream().map(OpenPages::matcher).toList();
		return withoutSessions(http)
			.securityMatcher((request) -> matchers.stream().anyMatch((page) -> page.matches(request)))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> pages.forEach((page) -> headers.addHeaderWriter(page.headerWriter())))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain callers(HttpSecurity http, CallerAuthentication accepted, CallerLimits limits, Door door,
			Refusals refusals) {
		if (accepted == CallerAuthentication.NONE) {
			logger.warn("callers.authentication=none: whoever can reach this gateway reads the partner's figures");
		}
		if (limits.authenticated()) {
			http.addFilter(authenticationFilter(accepted, door, refusals));
		}
		if (limits.counted()) {
			http.addFilterAfter(new RateLimitFilter(limits.requests(), limits.authenticated(), refusals),
					BearerTokenAuthenticationFilter.class);
		}
		return withoutSessions(http).authorizeHttpRequests((requests) -> {
			if (limits.authenticated()) {
				requests.anyRequest().hasAuthority(MayRead.AUTHORITY);
			}
			else {
				requests.anyRequest().permitAll();
			}
		})
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals::unauthenticated)
				.accessDeniedHandler(refusals::forbidden))
			.headers((headers) -> headers.defaultsDisabled().addHeaderWriter(new SecurityHeaders()))
			.build();
	}

	@Bean
	StrictHttpFirewall httpFirewall() {
		return new LenientFirewall();
	}

	private static HttpSecurity withoutSessions(HttpSecurity http) {
		return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// A forged request can use nothing: there is no session, no cookie and
			// nothing to change.
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
	}

	private static BearerTokenAuthenticationFilter authenticationFilter(CallerAuthentication accepted, Door door,
			Refusals refusals) {
		AuthenticationManagerResolver<HttpServletRequest> providers = (
				request) -> (credential) -> door.authenticate(request, credential);
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(providers,
				new CredentialConverter(accepted));
		filter.setAuthenticationEntryPoint(refusals::unauthenticated);
		filter.setAuthenticationFailureHandler(refusals::unauthenticated);
		return filter;
	}

}
