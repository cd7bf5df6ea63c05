package org.partnergateway.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentSettings}, with all configuration that a start reads.
 */
class ConsentSettingsTests {

	private static final String SANDBOX = "--spring.profiles.active=sandbox";

	private static final String CONSENT = "--sandbox.consent=true";

	private static final String GRANT = "partner-center.token.grant";

	private static final String REFRESH_TOKEN_FILE = "partner-center.token.refresh-token-file";

	@Test
	void consentWhenSetIsTheGrantWithAFileThatIsNotThereYet() throws IOException {
		try (ConfigurableApplicationContext context = start(SANDBOX, CONSENT)) {
			Environment environment = context.getEnvironment();
			assertThat(environment.getProperty(GRANT)).isEqualTo("refresh-token");
			Path file = Path.of(environment.getRequiredProperty(REFRESH_TOKEN_FILE));
			assertThat(file).doesNotExist().hasFileName("refresh-token");
			assertThat(Files.getPosixFilePermissions(file.getParent()))
				.isEqualTo(PosixFilePermissions.fromString("rwx------"));
		}
	}

	@Test
	void consentWhenStartedTwiceHasTwoDirectories() {
		try (ConfigurableApplicationContext one = start(SANDBOX, CONSENT);
				ConfigurableApplicationContext other = start(SANDBOX, CONSENT)) {
			assertThat(one.getEnvironment().getProperty(REFRESH_TOKEN_FILE))
				.isNotEqualTo(other.getEnvironment().getProperty(REFRESH_TOKEN_FILE));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SANDBOX, CONSENT, SANDBOX + " --sandbox.consent=false" })
	void consentWhenNotSetOrInNoSandboxChangesNothing(String arguments) {
		try (ConfigurableApplicationContext context = start(arguments.split(" "))) {
			assertThat(context.getEnvironment().containsProperty(GRANT)).isFalse();
			assertThat(context.getEnvironment().containsProperty(REFRESH_TOKEN_FILE)).isFalse();
		}
	}

	@Test
	void consentWhenTheUserSetsTheSamePropertiesLeavesThem() {
		try (ConfigurableApplicationContext context = start(SANDBOX, CONSENT, "--" + GRANT + "=client-credentials",
				"--" + REFRESH_TOKEN_FILE + "=/run/secrets/refresh-token")) {
			assertThat(context.getEnvironment().getProperty(GRANT)).isEqualTo("client-credentials");
			assertThat(context.getEnvironment().getProperty(REFRESH_TOKEN_FILE))
				.isEqualTo("/run/secrets/refresh-token");
		}
	}

	@Test
	void directoryWhenTheJvmEndsIsGoneWithAllThatIsInIt() throws Exception {
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Consenting.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		Path file = Path.of(said.lines().toList().getLast());
		assertThat(file).hasFileName("refresh-token").isAbsolute();
		assertThat(file.getParent()).doesNotExist();
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Nothing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		return application.run(arguments);
	}

	/**
	 * An application without a bean.
	 */
	static class Nothing {

	}

	/**
	 * A process that writes a refresh token, says where, and ends.
	 */
	static final class Consenting {

		private Consenting() {
		}

		static void main(String[] args) throws IOException {
			ConfigurableApplicationContext context = start(SANDBOX, CONSENT);
			Path file = Path.of(context.getEnvironment().getRequiredProperty(REFRESH_TOKEN_FILE));
			Files.writeString(file, "a refresh token");
			Files.writeString(file.resolveSibling("refresh-token.consent"), "{}");
			System.out.println(file);
		}

	}

}
