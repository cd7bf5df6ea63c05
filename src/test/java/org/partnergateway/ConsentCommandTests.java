package org.partnergateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the command line option {@code --consent}, in a process of its own.
 */
class ConsentCommandTests {

	private static final Pattern PAGE = Pattern.compile("http://localhost:\\d+/consent\\?key=\\S+");

	private static final Pattern SIGN_IN = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\S+/authorize\\?\\S+");

	private final HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

	private @TempDir Path directory;

	@Test
	void consentIsWrittenAndTheProcessEndsWithStatus0() throws Exception {
		try (GatewayProcess process = start()) {
			assertThat(get(found(process, PAGE)).body()).contains("Who must sign in");
			assertThat(get(found(process, SIGN_IN) + "&choice=mfa").body()).contains("The consent is in use");
			assertThat(process.exitStatus()).isZero();
			assertThat(process.log()).contains("The consent is in use.", "partner-usage", "may be read")
				.doesNotContain("INFO", "WARN", "ERROR");
			assertThat(process.isListening()).isFalse();
			String token = Files.readString(file());
			assertThat(token).isNotBlank();
			assertThat(process.log()).doesNotContain(token);
			assertThat(this.directory.resolve("refresh-token.consent")).content().contains("consentedAt");
		}
	}

	@Test
	void consentThatProvesNothingChangesNothingAndTheProcessEndsWithStatus1() throws Exception {
		try (GatewayProcess process = start()) {
			String page = get(found(process, SIGN_IN) + "&choice=no-mfa").body();
			assertThat(page).contains("without multi-factor authentication");
			assertThat(process.exitStatus()).isOne();
			assertThat(process.log()).contains("The sign-in was without multi-factor authentication.", "900421",
					"Nothing has changed.");
			assertThat(file()).doesNotExist();
		}
	}

	private GatewayProcess start() throws IOException {
		return new GatewayProcess(this.directory, "--consent", "--spring.profiles.active=sandbox",
				"--partner-center.token.refresh-token-file=" + file());
	}

	private Path file() {
		return this.directory.resolve("refresh-token");
	}

	private static String found(GatewayProcess process, Pattern pattern) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> pattern.matcher(process.log()).find());
		Matcher matcher = pattern.matcher(process.log());
		assertThat(matcher.find()).isTrue();
		return matcher.group();
	}

	private HttpResponse<String> get(String url) throws IOException, InterruptedException {
		return this.browser.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

}
