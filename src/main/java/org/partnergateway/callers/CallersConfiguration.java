package org.partnergateway.callers;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.bucket4j.TimeMeter;
import org.partnergateway.callers.credential.AcceptedCredentials;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.credential.CredentialConverter;
import org.partnergateway.callers.limits.CallerLimits;
import org.partnergateway.callers.limits.FetchLimit;
import org.partnergateway.callers.limits.RateLimitPolicy;
import org.partnergateway.callers.limits.RateLimits;
import org.partnergateway.callers.refusal.Refusals;
import org.partnergateway.outbound.Documents;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.problem.Problems;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires how callers are authenticated, limited and refused.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ CallersProperties.class, OAuth2ResourceServerProperties.class })
class CallersConfiguration {

	// A request may wait for the keys.
	private static final Duration KEYS_PATIENCE = Duration.ofSeconds(4);

	// What a scope can be in a token (RFC 6749, section 3.3).
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]*");

	@Bean
	CallerAuthentication callerAuthentication(CallersProperties properties) {
		CallerAuthentication accepted = properties.authentication();
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

	@Bean
	AcceptedCredentials acceptedCredentials(CallerAuthentication accepted) {
		return new AcceptedCredentials(accepted.acceptsTokens(), accepted.acceptsKeys());
	}

	@Bean
	CallerLimits callerLimits(CallersProperties properties, CallerAuthentication accepted,
			ObjectProvider<TimeMeter> clock) {
		boolean authenticated = accepted != CallerAuthentication.NONE;
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
	Refusals refusals(CallersProperties properties, CallerAuthentication accepted, CallerLimits limits,
			Problems problems) {
		return new Refusals(problems, accepted, properties.requiredScope(), limits.failedAttempts());
	}

	@Bean
	Authenticators authenticators(CallersProperties properties, CallerAuthentication accepted,
			OAuth2ResourceServerProperties spring, Outbound outbound, ObjectProvider<TimeMeter> clock) {
		return Authenticators.of(accepted, properties, spring, new Documents(outbound, KEYS_PATIENCE), time(clock));
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
	Door door(CallerAuthentication accepted, CallerLimits limits, Authenticators authenticators, KnownCallers known) {
		return new Door(limits, new CredentialConverter(accepted), authenticators.manager(), known);
	}

	private static TimeMeter time(ObjectProvider<TimeMeter> clock) {
		return clock.getIfAvailable(() -> TimeMeter.SYSTEM_NANOTIME);
	}

}
