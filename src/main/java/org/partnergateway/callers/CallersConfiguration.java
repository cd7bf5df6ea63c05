package org.partnergateway.callers;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.callers.CallersProperties.Authentication;
import org.partnergateway.outbound.Documents;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.problem.Problems;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
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
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Wires the front door: who it is, how often, and whether they may, in this order.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ CallersProperties.class, OAuth2ResourceServerProperties.class })
class CallersConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(CallersConfiguration.class);

	// A request may wait for it.
	private static final Duration KEYS_PATIENCE = Duration.ofSeconds(4);

	// What a scope can be in a token (RFC 6749, section 3.3).
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]*");

	/**
	 * Health, metrics and build, on a port of their own and for whoever reaches that.
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
	 * Pages without figures, for whoever reaches the gateway.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain openPages(HttpSecurity http, ObjectProvider<OpenPages> openPages) {
		Map<RequestMatcher, OpenPages> pages = openPages.stream()
			.collect(Collectors.toMap(CallersConfiguration::matcher, Function.identity()));
		return withoutSessions(http)
			.securityMatcher((request) -> pages.keySet().stream().anyMatch((page) -> page.matches(request)))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> pages.forEach((matcher,
					page) -> headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(matcher,
							new ContentSecurityPolicyHeaderWriter(page.contentSecurityPolicy())))))
			.build();
	}

	@Bean
	AcceptedCredentials acceptedCredentials(CallersProperties properties) {
		Authentication accepted = checked(properties);
		return new AcceptedCredentials(accepted.acceptsTokens(), accepted.acceptsKeys());
	}

	@Bean
	CallerLimits callerLimits(CallersProperties properties, ObjectProvider<TimeMeter> clock) {
		boolean authenticated = checked(properties) != Authentication.NONE;
		TimeMeter time = time(clock);
		return new CallerLimits(new RateLimits(RateLimitPolicy.ofCallers(properties.rateLimit()), time),
				new RateLimits(RateLimitPolicy.ofFailedAttempts(properties.rateLimit()), time), authenticated,
				authenticated || properties.rateLimit().requests() != null);
	}

	@Bean
	FetchLimit fetchLimit(CallersProperties properties, CallerLimits limits, ObjectProvider<TimeMeter> clock) {
		RateLimits fetches = new RateLimits(RateLimitPolicy.ofFetches(properties.rateLimit()), time(clock));
		boolean counted = limits.counted() || properties.rateLimit().fetches() != null;
		return new FetchLimit(counted ? fetches : null, limits.authenticated());
	}

	@Bean
	Refusals refusals(CallersProperties properties, CallerLimits limits, Problems problems) {
		return new Refusals(problems, properties, checked(properties), limits.failedAttempts());
	}

	@Bean
	Authenticators authenticators(CallersProperties properties, OAuth2ResourceServerProperties spring,
			Outbound outbound, ObjectProvider<TimeMeter> clock) {
		return Authenticators.of(checked(properties), properties, spring, new Documents(outbound, KEYS_PATIENCE),
				time(clock));
	}

	@Bean
	CallersEndpoint callersEndpoint(KnownCallers known, Authenticators authenticators) {
		return new CallersEndpoint(known, authenticators);
	}

	@Bean
	KnownCallers knownCallers(Authenticators authenticators, ObjectProvider<TimeMeter> clock) {
		return new KnownCallers(authenticators.generation(), time(clock), System::currentTimeMillis);
	}

	@Bean
	Door door(CallersProperties properties, CallerLimits limits, Authenticators authenticators, KnownCallers known) {
		return new Door(limits, new CredentialConverter(checked(properties)), authenticators.manager(), known);
	}

	@Bean
	@Order(2)
	SecurityFilterChain callers(HttpSecurity http, CallersProperties properties, CallerLimits limits, Door door,
			Refusals refusals) {
		Authentication accepted = checked(properties);
		if (accepted == Authentication.NONE) {
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
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		// An unknown method is answered with those that there are.
		firewall.setUnsafeAllowAnyHttpMethod(true);
		// Its rules for these are enforced by whoever happens to ask first. The container
		// refuses what could end a line, and nothing that is left comes back or is
		// logged.
		firewall.setAllowedHeaderValues((_) -> true);
		firewall.setAllowedParameterNames((_) -> true);
		return firewall;
	}

	private static RequestMatcher matcher(OpenPages pages) {
		PathPatternParser anyLetterCase = new PathPatternParser();
		anyLetterCase.setCaseSensitive(false);
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withPathPatternParser(anyLetterCase);
		return new OrRequestMatcher(pages.paths().stream().<RequestMatcher>map(paths::matcher).toList());
	}

	private static HttpSecurity withoutSessions(HttpSecurity http) {
		return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// There is no session, no cookie and nothing to change that a forged request
			// could use.
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable);
	}

	private static BearerTokenAuthenticationFilter authenticationFilter(Authentication accepted, Door door,
			Refusals refusals) {
		AuthenticationManagerResolver<HttpServletRequest> providers = (
				request) -> (credential) -> door.authenticate(request, credential);
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(providers,
				new CredentialConverter(accepted));
		filter.setAuthenticationEntryPoint(refusals::unauthenticated);
		filter.setAuthenticationFailureHandler(refusals::unauthenticated);
		return filter;
	}

	private static TimeMeter time(ObjectProvider<TimeMeter> clock) {
		return clock.getIfAvailable(() -> TimeMeter.SYSTEM_NANOTIME);
	}

	private static Authentication checked(CallersProperties properties) {
		Authentication accepted = properties.authentication();
		if (accepted == null) {
			throw new InvalidSettingException("callers.authentication", "is not set",
					"Set it to jwt, api-key or jwt-or-api-key; or to none if everyone who can reach the gateway may read the partner's figures.");
		}
		if (!SCOPE.matcher(properties.requiredScope()).matches()) {
			throw new InvalidSettingException("callers.required-scope", "is not one scope",
					"Set it to a scope such as licenses.read, without spaces, or to nothing.");
		}
		return accepted;
	}

}
