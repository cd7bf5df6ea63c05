package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.TokenProperties.Grant;
import org.partnergateway.token.request.TokenEndpoint;
import org.partnergateway.token.request.TokenException;
import org.partnergateway.token.request.TokenException.Kind;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for {@link TokenConfiguration} and what it checks.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenConfigurationTests {

	private static final String SECRET = "client-secret=s3cret";

	private final TokenServer server = new TokenServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(TokenConfiguration.class)
		.withBean(TokenEndpoint.class, this.server::endpoint)
		.withBean(Outbound.class, Outbound::ofJvm)
		.withBean(WebClient.Builder.class, TokenConfigurationTests::talkative);

	private @TempDir Path directory;

	private Path file;

	TokenConfigurationTests() throws IOException {
	}

	@BeforeEach
	void write() throws IOException {
		this.file = Files.writeString(this.directory.resolve("file"), "content\n");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void runWhenThereIsASecretObtainsTokens() {
		run(SECRET).run((context) -> {
			assertThat(context.getBean(AccessTokens.class).current().join().value()).isEqualTo("token");
			assertThat(this.server.forms().getFirst()).containsEntry("client_id", "application")
				.containsEntry("grant_type", "client_credentials");
		});
	}

	@Test
	void runDoesNotAskForATokenBeforeItIsNeeded() {
		run(SECRET).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.server.forms()).isEmpty();
		});
	}

	@Test
	void runWhenTheGrantIsRefreshTokenSendsTheFilesContent() {
		run(SECRET, "grant=refresh-token", "refresh-token-file=" + this.file).run((context) -> {
			context.getBean(AccessTokens.class).current().join();
			assertThat(this.server.forms().getFirst()).containsEntry("refresh_token", "content");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "client-secret-file", "client-assertion-file" })
	void runWhenThereIsAFileToAuthenticateWithUsesIt(String property) {
		run(property + "=" + this.file).run((context) -> {
			context.getBean(AccessTokens.class).current().join();
			assertThat(this.server.forms().getFirst()).containsValue("content");
		});
	}

	@Test
	void runWhenThereIsACertificateUsesIt() {
		run("client-certificate-file=" + resource("certificate.pem"),
				"client-private-key-file=" + resource("private-key-pkcs8.pem"))
			.run((context) -> {
				context.getBean(AccessTokens.class).current().join();
				assertThat(this.server.forms().getFirst()).containsKey("client_assertion");
			});
	}

	@Test
	void runWhenOtherWaysAreBlankIgnoresThem() {
		run(SECRET, "client-secret-file=", "client-assertion-file= ", "client-certificate-file=",
				"client-private-key-file=", "refresh-token-file=", "uri=", "scope=", "grant=")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(TokenProperties.class).grant()).isEqualTo(Grant.CLIENT_CREDENTIALS);
			});
	}

	@Test
	void runWhenTheTenantIsMissingFails() {
		this.runner.withPropertyValues(prefixed("client-id=application", "tenant-id= ", SECRET))
			.run((context) -> assertFailure(context.getStartupFailure(), "tenant-id", "is not set"));
	}

	@Test
	void runWhenTheClientIsMissingFails() {
		this.runner.withPropertyValues(prefixed("tenant-id=tenant", SECRET))
			.run((context) -> assertFailure(context.getStartupFailure(), "client-id", "is not set"));
	}

	@Test
	void runWhenThereIsNoWayToAuthenticateFails() {
		fails("client-secret", "Set it, or one of partner-center.token.client-secret-file, "
				+ "partner-center.token.client-assertion-file and partner-center.token.client-certificate-file.");
		fails("client-secret", "is not set", "client-secret= ");
	}

	@Test
	void runWhenThereAreTwoWaysToAuthenticateFails() {
		fails("client-secret-file", "is set, and so is partner-center.token.client-secret", SECRET,
				"client-secret-file=" + this.file);
		fails("client-certificate-file", "is set, and so is partner-center.token.client-assertion-file",
				"client-assertion-file=" + this.file, "client-certificate-file=" + resource("certificate.pem"),
				"client-private-key-file=" + resource("private-key-pkcs8.pem"));
	}

	@Test
	void runWhenHalfOfTheCertificateIsMissingFails() {
		fails("client-private-key-file", "is not set, but partner-center.token.client-certificate-file is",
				"client-certificate-file=" + resource("certificate.pem"));
		fails("client-certificate-file", "is not set, but partner-center.token.client-private-key-file is",
				"client-private-key-file=" + resource("private-key-pkcs8.pem"));
	}

	@Test
	void runWhenTheCertificateOrItsKeyCannotBeUsedFails() {
		failsWithCertificate("client-certificate-file", "holds no certificate", this.file.toString(),
				resource("private-key-pkcs8.pem"));
		failsWithCertificate("client-certificate-file", "holds no certificate", resource("private-key-pkcs8.pem"),
				resource("private-key-pkcs8.pem"));
		failsWithCertificate("client-certificate-file", "holds no RSA certificate", resource("ec-certificate.pem"),
				resource("ec-private-key.pem"));
		failsWithCertificate("client-private-key-file", "holds no private key", resource("certificate.pem"),
				this.file.toString());
		failsWithCertificate("client-private-key-file", "holds no private key", resource("certificate.pem"),
				resource("certificate.pem"));
		failsWithCertificate("client-private-key-file", "does not hold the private key of the certificate",
				resource("certificate.pem"), resource("other-private-key.pem"));
		failsWithCertificate("client-private-key-file", "does not hold the private key of the certificate",
				resource("certificate.pem"), resource("ec-private-key.pem"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "client-secret-file", "client-assertion-file" })
	void runWhenAFileIsMissingOrEmptyFails(String property) throws IOException {
		fails(property, "missing, which cannot be read (NoSuchFileException)",
				property + "=" + this.directory.resolve("missing"));
		fails(property, "which cannot be read (IOException)", property + "=" + this.directory);
		Files.writeString(this.file, " \n");
		fails(property, "which is empty", property + "=" + this.file);
	}

	@Test
	void runWhenTheRefreshTokenIsMissingFails() {
		fails("refresh-token-file", "is not set, but the grant is refresh-token", SECRET, "grant=refresh-token");
		fails("refresh-token-file", "which cannot be read", SECRET, "grant=refresh-token",
				"refresh-token-file=" + this.directory);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n" })
	void runWhenNobodyHasConsentedStartsAndSaysWhatIsMissing(String content) throws IOException {
		for (Path path : List.of(this.directory.resolve("absent"), Files.writeString(this.file, content))) {
			run(SECRET, "grant=refresh-token", "refresh-token-file=" + path).run((context) -> {
				TokenException failure = failureOf(context.getBean(AccessTokens.class).current());
				assertThat(failure.kind()).isEqualTo(Kind.UNCONSENTED);
				assertThat(failure).hasMessageContaining("Consent is missing").hasMessageContaining("/consent");
				assertThat(this.server.forms()).isEmpty();
			});
		}
	}

	@Test
	void runWhenThereIsNoPageNamesTheFileAlone() {
		run(SECRET, "grant=refresh-token", "refresh-token-file=" + this.directory.resolve("absent"), "consent=off")
			.run((context) -> assertThat(failureOf(context.getBean(AccessTokens.class).current()))
				.hasMessageContaining("partner-center.token.refresh-token-file")
				.hasMessageNotContaining("/consent"));
	}

	@Test
	void runWhenNothingCanBeWrittenBesideStartsAndWarns(CapturedOutput output) {
		run(SECRET, "grant=refresh-token", "refresh-token-file=" + this.directory.resolve("none/refresh-token"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("cannot be written", "so a consent would be in memory only");
	}

	@Test
	void runWhenConsentIsForTheOtherGrantFails() {
		fails("consent", "is on, but the grant is client-credentials", SECRET, "consent=on");
	}

	@Test
	void runWhenThereIsARefreshTokenForTheOtherGrantFails() {
		fails("refresh-token-file", "is set, but the grant is client-credentials", SECRET,
				"refresh-token-file=" + this.file);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void runWhenTheRefreshTokenCannotBeReplacedFails() {
		fails("refresh-token-file", "names /proc/version, which cannot be replaced", SECRET, "grant=refresh-token",
				"refresh-token-file=/proc/version");
	}

	@Test
	void propertiesHideTheSecret() {
		run(SECRET).run((context) -> assertThat(context.getBean(TokenProperties.class)).asString()
			.contains("clientId=application", "clientSecret=(hidden)")
			.doesNotContain("s3cret"));
	}

	@Test
	void propertiesTellThatThereIsNoSecret() {
		run("client-secret-file=" + this.file)
			.run((context) -> assertThat(context.getBean(TokenProperties.class)).asString()
				.contains("clientSecret=null"));
	}

	@Test
	void nothingSecretIsLoggedAtAnyLevel(CapturedOutput output) {
		this.server.answer(TokenServer.json(200, TokenServer.token("acc3ss", "3600", "r0tated")));
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		List<String> loggers = List.of("org.springframework", "org.partnergateway");
		loggers.forEach((logger) -> logging.setLogLevel(logger, LogLevel.TRACE));
		try {
			run(SECRET, "grant=refresh-token", "refresh-token-file=" + this.file)
				.run((context) -> context.getBean(AccessTokens.class).current().join());
		}
		finally {
			loggers.forEach((logger) -> logging.setLogLevel(logger, null));
		}
		assertThat(this.file).hasContent("r0tated");
		assertThat(output).contains("Renewed the access token: grant refresh_token, lifetime 3600 s")
			.contains("content masked")
			.doesNotContain("s3cret", "acc3ss", "r0tated");
	}

	private static WebClient.Builder talkative() {
		return WebClient.builder().codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true));
	}

	private ApplicationContextRunner run(String... properties) {
		return this.runner.withPropertyValues(prefixed("tenant-id=tenant", "client-id=application"))
			.withPropertyValues(prefixed(properties));
	}

	private void failsWithCertificate(String property, String reason, String certificate, String privateKey) {
		fails(property, reason, "client-certificate-file=" + certificate, "client-private-key-file=" + privateKey);
	}

	private void fails(String property, String reason, String... properties) {
		run(properties).run((context) -> assertFailure(context.getStartupFailure(), property, reason));
	}

	private static void assertFailure(@Nullable Throwable failure, String property, String reason) {
		assertThat(failure).rootCause()
			.asInstanceOf(throwable(InvalidSettingException.class))
			.hasMessageStartingWith("partner-center.token." + property + " ")
			.hasMessageContaining(reason)
			.hasMessageNotContaining("s3cret");
	}

	private static String[] prefixed(String... properties) {
		return Stream.of(properties).map("partner-center.token."::concat).toArray(String[]::new);
	}

	private static String resource(String name) {
		try {
			return new ClassPathResource("credential/" + name, TokenConfigurationTests.class).getFile().toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
