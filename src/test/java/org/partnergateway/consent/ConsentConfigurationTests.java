package org.partnergateway.consent;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.Consents;
import org.partnergateway.token.TestConsents;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.request.Authority;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentConfiguration}.
 */
class ConsentConfigurationTests {

	private static final String TOKEN_URI = "partner-center.token.uri";

	private static final String REDIRECT_URI = "partner-center.token.consent-redirect-uri";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class)
		.withPropertyValues("partner-center.token.tenant-id=contoso.example", "partner-center.token.client-id=app",
				"partner-center.token.grant=refresh-token",
				TOKEN_URI + "=https://login.example/contoso.example/oauth2/v2.0/token");

	@ParameterizedTest
	@ValueSource(strings = { "", "on", "ON" })
	void consentIsOfferedWithTheGrantUnlessItIsOff(String consent) {
		this.runner.withPropertyValues("partner-center.token.consent=" + consent).run((context) -> {
			assertThat(context).hasSingleBean(ConsentHandler.class)
				.hasSingleBean(ConsentAddress.class)
				.doesNotHaveBean(ApplicationRunner.class);
			assertThat(context.getBean(ConsentDesk.class).begin(URI.create("http://localhost/x")).link())
				.startsWith("https://login.example/contoso.example/oauth2/v2.0/authorize?");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "partner-center.token.consent=off", "partner-center.token.consent=OFF",
			"partner-center.token.grant=client-credentials", "partner-center.token.grant=" })
	void consentIsNotOfferedOtherwise(String property) {
		this.runner.withPropertyValues(property).run(ConsentConfigurationTests::assertThatNothingIsOffered);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://idp.example/as/token.oauth2", "https://idp.example/as/token?t=x" })
	void tokenEndpointWithoutAnAuthorizationEndpointBesideItStopsTheStart(String tokenUri) {
		ApplicationContextRunner odd = this.runner.withPropertyValues(TOKEN_URI + "=" + tokenUri);
		odd.run((context) -> assertThatItNames(context, TOKEN_URI));
		odd.withPropertyValues("partner-center.token.consent=off")
			.run(ConsentConfigurationTests::assertThatNothingIsOffered);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8081/consent/callback", "/consent/callback", "gw.example",
			"ftp://gw.example/consent/callback", "https:///consent/callback", "https:/consent/callback",
			"https://gw.example/consent/callback#x", "mailto:a@gw.example" })
	void redirectUriThatIsNoneStopsTheStart(String redirectUri) {
		this.runner.withPropertyValues(REDIRECT_URI + "=" + redirectUri)
			.run((context) -> assertThatItNames(context, REDIRECT_URI));
	}

	@ParameterizedTest
	@CsvSource({ "https://gw.example/ops/consent/callback, https://gw.example/ops/consent?key=",
			"HTTP://LOCALHOST:9/consent/callback, HTTP://LOCALHOST:9/consent?key=",
			"https://gw.example/elsewhere?x=1, http://localhost:8081/consent?key=",
			"'', http://localhost:8081/consent?key=", "' ', http://localhost:8081/consent?key=" })
	void redirectUriMayBeAnyWebAddress(String redirectUri, String page) {
		this.runner.withPropertyValues(REDIRECT_URI + "=" + redirectUri, "local.management.port=8081")
			.run((context) -> assertThat(context.getBean(ConsentAddress.class).page()).startsWith(page));
	}

	@Test
	void redirectUriIsNotLookedAtIfConsentIsOff() {
		this.runner.withPropertyValues(REDIRECT_URI + "=nonsense", "partner-center.token.consent=off")
			.run(ConsentConfigurationTests::assertThatNothingIsOffered);
	}

	@Test
	void optionThatIsNoArgumentIsNotTheCommand() {
		this.runner.withPropertyValues("consent=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationRunner.class));
	}

	private static void assertThatNothingIsOffered(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(ConsentHandler.class)
			.doesNotHaveBean(ConsentDesk.class)
			.doesNotHaveBean(ConsentKey.class)
			.doesNotHaveBean(ConsentAddress.class);
	}

	private static void assertThatItNames(AssertableApplicationContext context, String property) {
		assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidSettingException.class,
					(failure) -> assertThat(failure.property()).isEqualTo(property));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ConsentConfiguration.class)
	@EnableConfigurationProperties(TokenProperties.class)
	static class Wiring {

		@Bean
		Authority authority(TokenProperties properties) {
			return TokenServer.authority(URI.create(String.valueOf(properties.uri())));
		}

		@Bean
		ReportProbe reportProbe() {
			return new ReportProbe("", (prefix) -> (call) -> Mono.never(),
					new PartnerCenterErrors(InstantSource.system(), false),
					new ApiLinks(List.of(URI.create("https://api.example.com")), ""));
		}

		@Bean
		Consents consents() {
			return TestConsents.none();
		}

		@Bean
		AccessTokens accessTokens() {
			return TestConsents.tokens();
		}

	}

}
