package org.partnergateway.partnercenter;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TestConsents;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.request.Application;
import org.partnergateway.token.request.TokenEndpoint;
import org.partnergateway.token.request.TokenRequests;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PartnerCenterConfiguration}.
 */
class PartnerCenterConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class)
		.withPropertyValues("partner-center.token.tenant-id=contoso", "partner-center.token.client-id=app");

	@ParameterizedTest
	@CsvSource({
			"global, https://api.partnercenter.microsoft.com, https://login.microsoftonline.com/contoso/oauth2/v2.0/token, https://api.partnercenter.microsoft.com/.default",
			"us-government, https://api.partnercenter.microsoft.com, https://login.microsoftonline.us/contoso/oauth2/v2.0/token, https://api.partnercenter.microsoft.com/.default",
			"china, https://partner.partnercenterapi.microsoftonline.cn, https://login.partner.microsoftonline.cn/contoso/oauth2/v2.0/token, https://partner.partnercenterapi.microsoftonline.cn/.default" })
	void endpointWhenCloudIsSetHasItsUrls(String cloud, URI baseUrl, URI tokenUri, String scope) {
		this.runner.withPropertyValues("partner-center.cloud=" + cloud).run((context) -> {
			assertThat(context.getBean(PartnerCenterEndpoint.class))
				.isEqualTo(new PartnerCenterEndpoint(baseUrl, tokenUri));
			assertThat(context.getBean(TokenEndpoint.class).scope()).isEqualTo(scope);
		});
	}

	@Test
	void endpointWhenUrlsAreSetHasThose() {
		this.runner
			.withPropertyValues("partner-center.base-url=https://pc.example/x/",
					"partner-center.token.uri=http://localhost:1/t", "partner-center.token.scope=s")
			.run((context) -> {
				assertThat(context.getBean(PartnerCenterEndpoint.class)).isEqualTo(new PartnerCenterEndpoint(
						URI.create("https://pc.example/x/"), URI.create("http://localhost:1/t")));
				assertThat(context.getBean(TokenEndpoint.class).scope()).isEqualTo("s");
			});
	}

	@Test
	void endpointWhenUrlIsBlankHasTheClouds() {
		this.runner.withPropertyValues("partner-center.base-url=")
			.run((context) -> assertThat(context.getBean(PartnerCenterEndpoint.class).baseUrl())
				.isEqualTo(URI.create("https://api.partnercenter.microsoft.com")));
	}

	@Test
	void endpointWhenElsewhereHasThat() {
		this.runner.withBean(PartnerCenterConnectionDetails.class, Elsewhere::new)
			.run((context) -> assertThat(context.getBean(PartnerCenterEndpoint.class))
				.isEqualTo(new PartnerCenterEndpoint(URI.create("http://127.0.0.1:9"),
						URI.create("http://127.0.0.1:9/token"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:1", "http://127.9.9.9:1", "http://LOCALHOST", "http://[::1]:1",
			"HTTPS://pc.example" })
	void startWhenUrlIsSafeSucceeds(String url) {
		this.runner.withPropertyValues("partner-center.base-url=" + url)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "partner-center.base-url, http://pc.example", "partner-center.base-url, http://127.0.0.1.pc.example",
			"partner-center.base-url, http://localhost.pc.example", "partner-center.base-url, ftp://pc.example",
			"partner-center.base-url, pc.example", "partner-center.base-url, https:/x",
			"partner-center.base-url, https://pc.example?x=1", "partner-center.base-url, https://pc.example#x",
			"partner-center.base-url, https://a:b@pc.example", "partner-center.token.uri, http://login.example/token",
			"partner-center.connect-timeout, 0s", "partner-center.connect-timeout, 100000d",
			"partner-center.attempt-timeout, 25h", "partner-center.deadline, 9999999d",
			"partner-center.application-name, ga\tteway", "partner-center.application-name, gatewäy",
			"partner-center.attempt-timeout, -1s", "partner-center.deadline, 0s",
			"partner-center.commercial-path-prefix, partner", "partner-center.commercial-path-prefix, /partner/",
			"partner-center.commercial-path-prefix, /a?b", "partner-center.max-concurrent-calls, 0",
			"partner-center.token.tenant-id, ''", "partner-center.token.tenant-id, a b",
			"partner-center.token.tenant-id, a/b", "partner-center.token.tenant-id, ?" })
	void startWhenSettingIsWrongNamesIt(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.satisfies(
						(failure) -> assertThat(((InvalidSettingException) failure).property()).isEqualTo(property)));
	}

	@Test
	void startWhenPlainHttpIsAllowedSucceeds() {
		this.runner
			.withPropertyValues("partner-center.base-url=http://pc.example", "partner-center.allow-plain-http=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static final class Elsewhere implements PartnerCenterConnectionDetails {

		@Override
		public URI baseUrl() {
			return URI.create("http://127.0.0.1:9");
		}

		@Override
		public URI tokenUri() {
			return URI.create("http://127.0.0.1:9/token");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ PartnerCenterConfiguration.class, ChannelsConfiguration.class })
	@EnableConfigurationProperties(TokenProperties.class)
	static class Wiring {

		@Bean
		WebClient.Builder webClientBuilder() {
			return WebClient.builder();
		}

		@Bean
		Outbound outbound() {
			return Outbound.ofJvm();
		}

		@Bean
		TokenRequests tokenRequests(TokenEndpoint endpoint, WebClient.Builder builder, Outbound outbound) {
			return new TokenRequests(endpoint, new Application("app", ClientSecret.of("s3cret")), builder, outbound,
					FileAccesses.direct());
		}

		@Bean
		AccessTokens accessTokens() {
			return TestConsents.tokens();
		}

	}

}
