package org.partnergateway.consent;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentAddress}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsentAddressTests {

	private final ConsentKey key = ConsentKey.random();

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void addressIsOnTheManagementPort() {
		this.environment.setProperty("local.management.port", "8081");
		ConsentAddress address = address(null);
		assertThat(address.page()).isEqualTo("http://localhost:8081/consent?key=" + this.key.value());
		assertThat(address.callback()).isEqualTo(URI.create("http://localhost:8081/consent/callback"));
	}

	@Test
	void addressIsUnderTheBasePathOfTheManagementPort() {
		this.environment.setProperty("local.management.port", "8081");
		this.environment.setProperty("management.server.base-path", "/ops");
		assertThat(address(null).page()).isEqualTo("http://localhost:8081/ops/consent?key=" + this.key.value());
		assertThat(address(null).callback()).isEqualTo(URI.create("http://localhost:8081/ops/consent/callback"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.server.ssl.bundle", "management.server.ssl.certificate",
			"management.server.ssl.key-store" })
	void addressIsSecureIfTheManagementPortIs(String property) {
		this.environment.setProperty("local.management.port", "8081");
		this.environment.setProperty(property, "x");
		assertThat(address(null).page()).startsWith("https://localhost:8081/consent?key=");
	}

	@ParameterizedTest
	@CsvSource({ "https://gw.example/consent/callback, https://gw.example/consent?key=",
			"https://gw.example:8443/ops/consent/callback, https://gw.example:8443/ops/consent?key=",
			"http://localhost:9/consent/callback, http://localhost:9/consent?key=" })
	void addressIsBesideTheRedirectUriThatIsConfigured(URI redirectUri, String page) {
		this.environment.setProperty("local.management.port", "8081");
		assertThat(address(redirectUri).page()).isEqualTo(page + this.key.value());
		assertThat(address(redirectUri).callback()).isEqualTo(redirectUri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://gw.example/elsewhere", "https://gw.example/consent/callback?x=1",
			"https://gw.example/consent/callback/" })
	void addressIsOnTheManagementPortIfTheRedirectUriIsElsewhere(URI redirectUri) {
		this.environment.setProperty("local.management.port", "8081");
		assertThat(address(redirectUri).page()).startsWith("http://localhost:8081/consent?key=");
		assertThat(address(redirectUri).callback()).isEqualTo(redirectUri);
	}

	@Test
	void addressIsNoneWithoutAManagementPort() {
		assertThat(address(null).page()).isNull();
		assertThat(address(null).callback()).isNull();
	}

	@Test
	void missingConsentIsAWarningWithTheAddress(CapturedOutput output) {
		this.environment.setProperty("local.management.port", "8081");
		address(null).log(true);
		assertThat(output)
			.containsOnlyOnce("Consent is missing, so no report can be fetched. Let a user consent at "
					+ "http://localhost:8081/consent?key=" + this.key.value())
			.contains("WARN");
	}

	@Test
	void consentThatIsThereIsNoWarning(CapturedOutput output) {
		this.environment.setProperty("local.management.port", "8081");
		address(null).log(false);
		assertThat(output).containsOnlyOnce("A user can consent again at http://localhost:8081/consent?key=")
			.doesNotContain("WARN", "missing");
	}

	@Test
	void missingConsentWithoutAManagementPortSaysWhatToSet(CapturedOutput output) {
		address(null).log(true);
		assertThat(output).containsOnlyOnce("Consent is missing")
			.contains("management.server.port", "partner-center.token.refresh-token-file")
			.doesNotContain(this.key.value());
	}

	@Test
	void consentThatIsThereWithoutAManagementPortIsNoNews(CapturedOutput output) {
		address(null).log(false);
		assertThat(output.getAll()).doesNotContain("onsent");
	}

	private ConsentAddress address(@Nullable URI redirectUri) {
		return new ConsentAddress(this.key, redirectUri, this.environment);
	}

}
