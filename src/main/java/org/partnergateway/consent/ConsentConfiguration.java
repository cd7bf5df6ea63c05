package org.partnergateway.consent;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.partnergateway.consent.signin.SignIns;
import org.partnergateway.consent.signin.Tenant;
import org.partnergateway.consent.proof.Attempts;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.Consents;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.request.Authority;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Wires the taking of consents, if the grant needs one and the operator wants the page.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ConsentConfiguration.Offered.class)
class ConsentConfiguration {

	private static final String REDIRECT_URI = "partner-center.token.consent-redirect-uri";

	@Bean
	ConsentKey consentKey() {
		return ConsentKey.random();
	}

	@Bean
	ConsentDesk consentDesk(Authority authority, TokenProperties properties, ReportProbe probe, Consents consents,
			Environment environment) {
		if (authority.authorizationUri() == null) {
			throw new InvalidSettingException("partner-center.token.uri",
					"does not end in /token, so that it is unknown where a user signs in",
					"Set it to a token endpoint whose authorization endpoint stands beside it (/authorize), or set partner-center.token.consent to off.");
		}
		Attempts attempts = new Attempts(Schedulers.parallel(), !ConsentCommandProperties.isGiven(environment));
		return new ConsentDesk(new SignIns(authority, attempts.clock()), attempts,
				new Tenant(String.valueOf(properties.tenantId()), authority), probe, consents);
	}

	@Bean
	ConsentHandler consentHandler(ConsentKey key, ConsentDesk desk, Consents consents, TokenProperties properties,
			ConsentAddress address) {
		return new ConsentHandler(key, desk, consents, new ConsentPage(String.valueOf(properties.tenantId())), address);
	}

	@Bean
	ConsentAddress consentAddress(ConsentKey key, TokenProperties properties, Environment environment) {
		return new ConsentAddress(key, redirectUri(properties.consentRedirectUri()), environment);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> consentAnnouncement(ConsentAddress address, Consents consents) {
		return (event) -> address.log(consents.isMissing());
	}

	@Bean
	@Conditional(ConsentCommand.Given.class)
	ApplicationRunner consentCommand(ConsentHandler handler, ConsentDesk desk, ConsentAddress address,
			AccessTokens tokens) {
		return (arguments) -> System.exit(new ConsentCommand(handler, desk, address, tokens, System.out).run());
	}

	private static @Nullable URI redirectUri(@Nullable URI configured) {
		if (configured == null || configured.toString().isBlank()) {
			return null;
		}
		boolean web = "https".equalsIgnoreCase(configured.getScheme())
				|| "http".equalsIgnoreCase(configured.getScheme());
		if (!web || configured.getHost() == null || configured.getRawFragment() != null) {
			throw new InvalidSettingException(REDIRECT_URI, "is not an absolute http or https URL without a fragment",
					"Set it to the redirect URI that is registered with the application, such as http://localhost:8081/consent/callback.");
		}
		return configured;
	}

	/**
	 * Whether the page is offered.
	 */
	static final class Offered implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			TokenProperties properties = Binder.get(context.getEnvironment())
				.bindOrCreate("partner-center.token", TokenProperties.class);
			return Objects.requireNonNull(properties).isConsentOffered();
		}

	}

}
