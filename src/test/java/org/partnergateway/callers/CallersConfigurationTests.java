package org.partnergateway.callers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.callers.keys.ApiKeys;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallersConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallersConfigurationTests {

	private static final String JWT = "callers.authentication=jwt";

	private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri=https://issuer.invalid";

	private static final String KEYS = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://issuer.invalid/keys";

	private static final String AUDIENCE = "spring.security.oauth2.resourceserver.jwt.audiences=gateway";

	@TempDir
	Path directory;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class))
		.withBean(Outbound.class, Outbound::ofJvm)
		.withUserConfiguration(CallersConfiguration.class, SecurityConfiguration.class, OriginsConfiguration.class,
				ProblemsAlone.class);

	@Test
	void startWhenAuthenticationIsNotSetNamesIt() {
		assertRefusal("callers.authentication");
	}

	@Test
	void startWhenAuthenticationIsUnknownFails() {
		this.runner.withPropertyValues("callers.authentication=sometimes")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("callers.authentication"));
	}

	@Test
	void startWhenAuthenticationIsNoneWarns(CapturedOutput output) {
		this.runner.withPropertyValues("callers.authentication=none").run((context) -> {
			assertThat(context).getBeans(SecurityFilterChain.class)
				.containsOnlyKeys("management", "openPages", "callers");
			assertThat(output).contains("WARN").contains("callers.authentication=none");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { ISSUER, KEYS, "callers.jwt.issuers=https://issuer.invalid,https://other.invalid/v2" })
	void startWhenIssuerOrKeysAreNamedDoesNotAskThem(String trusted) {
		this.runner.withPropertyValues(JWT, trusted, AUDIENCE).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "spring.security.oauth2.resourceserver.jwt.issuer-uri, http://issuer.invalid",
			"spring.security.oauth2.resourceserver.jwt.issuer-uri, HTTP://127.0.0.1.nip.example/realm",
			"spring.security.oauth2.resourceserver.jwt.jwk-set-uri, http://localhost.example:8080/keys",
			"callers.jwt.issuers, 'https://b,http://10.1.2.3/realm'" })
	void startWhenIssuerIsReachedInTheClearNamesIt(String property, String value) {
		assertRefusal(property, JWT, AUDIENCE, property + "=" + value);
		this.runner.withPropertyValues(JWT, AUDIENCE, property + "=" + value, "callers.jwt.allow-plain-http=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1/a", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3" })
	void startWhenIssuerIsOnThisMachineMayDoWithoutTls(String issuer) {
		this.runner.withPropertyValues(JWT, AUDIENCE, "callers.jwt.issuers=" + issuer)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenTokensAreAcceptedAndNoIssuerIsNamedNamesIt() {
		assertRefusal("spring.security.oauth2.resourceserver.jwt.issuer-uri", JWT, AUDIENCE);
	}

	@Test
	void startWhenTokensAreAcceptedAndNoAudienceIsNamedNamesIt() {
		assertRefusal("spring.security.oauth2.resourceserver.jwt.audiences", JWT, ISSUER);
	}

	@Test
	void startWhenKeysBelongToNoneOfTheIssuersNamesThem() {
		assertRefusal("callers.jwt.issuers", JWT, KEYS, AUDIENCE, "callers.jwt.issuers=https://other.invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "issuer.invalid", "file:///etc/passwd", "https://", "https://a b" })
	void startWhenIssuerIsNoAddressNamesIt(String issuer) {
		assertRefusal("spring.security.oauth2.resourceserver.jwt.issuer-uri", JWT, AUDIENCE,
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer);
	}

	@Test
	void startWhenKeysAreAcceptedAndNoFileIsNamedNamesIt() {
		assertRefusal("callers.api-keys-file", "callers.authentication=api-key");
	}

	@ParameterizedTest
	@CsvSource({ "none, callers.api-keys-file, api-keys", "jwt, callers.api-keys-file, api-keys",
			"none, spring.security.oauth2.resourceserver.jwt.issuer-uri, https://login.contoso.com",
			"api-key, spring.security.oauth2.resourceserver.jwt.jwk-set-uri, https://login.contoso.com/keys",
			"none, callers.jwt.issuers, https://login.contoso.com" })
	void startWhenCredentialsAreNamedThatNobodyAsksForNamesThem(String authentication, String property, String value) {
		assertRefusal(property, "callers.authentication=" + authentication, property + "=" + value);
	}

	@Test
	void startWhenFileIsNotThereNamesIt() {
		assertRefusal("callers.api-keys-file", "callers.authentication=api-key",
				"callers.api-keys-file=" + this.directory.resolve("absent"));
	}

	@Test
	void startWhenFileIsThereReadsIt() throws IOException {
		Path file = this.directory.resolve("api-keys");
		Files.writeString(file, "reports:" + ApiKeys.digest("a-key-of-its-own"));
		this.runner.withPropertyValues("callers.authentication=api-key", "callers.api-keys-file=" + file)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://reports.contoso.com/", "https://reports.contoso.com/page", "*",
			"https://*.contoso.com", "null", "reports.contoso.com", "https://Reports.contoso.com",
			"https://reports.contoso.com:443", "http://reports.contoso.com:80", "https://user@reports.contoso.com",
			"ftp://reports.contoso.com", "https://reports.contoso.com?x" })
	void startWhenOriginIsNoneNamesIt(String origin) {
		assertRefusal("callers.cors.allowed-origins", "callers.authentication=none",
				"callers.cors.allowed-origins=https://fine.contoso.com," + origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://reports.contoso.com", "http://localhost:3000", "https://[::1]:8443" })
	void startWhenOriginIsOneSucceeds(String origin) {
		this.runner.withPropertyValues("callers.authentication=none", "callers.cors.allowed-origins=" + origin)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "callers.rate-limit.requests, 0", "callers.rate-limit.failed-attempts, -1",
			"callers.rate-limit.fetches, 0", "callers.rate-limit.period, 0s", "callers.rate-limit.period, 1500ms",
			"callers.required-scope, licenses.read licenses.write" })
	void startWhenSettingIsOutOfRangeNamesIt(String property, String value) {
		assertRefusal(property, "callers.authentication=none", property + "=" + value);
	}

	private void assertRefusal(String property, String... values) {
		this.runner.withPropertyValues(values)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(refusal) -> assertThat(refusal.property()).isEqualTo(property)));
	}

	/**
	 * What the front door says no with.
	 */
	@Configuration(proxyBeanMethods = false)
	@ComponentScan("org.partnergateway.problem")
	static class ProblemsAlone {

	}

}
