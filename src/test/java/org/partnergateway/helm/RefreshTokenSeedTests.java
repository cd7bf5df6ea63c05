package org.partnergateway.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what puts the operator's refresh token onto the volume: the container's own
 * command, run here.
 */
@DisabledOnOs(OS.WINDOWS)
class RefreshTokenSeedTests {

	@TempDir
	private Path directory;

	private Path secret = Path.of("");

	private Path token = Path.of("");

	@BeforeEach
	void prepare() throws IOException {
		this.secret = Files.writeString(this.directory.resolve("secret"), "first consent");
		this.token = Files.createDirectory(this.directory.resolve("state")).resolve("refresh-token");
	}

	@Test
	void startWhenTheVolumeIsEmptyPutsTheTokenThereForTheGatewayAlone() throws Exception {
		start();
		assertThat(this.token).hasContent("first consent");
		assertThat(Files.getPosixFilePermissions(this.token)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		try (Stream<Path> files = Files.list(this.directory.resolve("state"))) {
			assertThat(files).extracting((file) -> file.getFileName().toString())
				.containsExactlyInAnyOrder("refresh-token", "refresh-token.given");
		}
	}

	@Test
	void startWhenTheGatewayHasANewerTokenKeepsIt() throws Exception {
		start();
		Files.writeString(this.token, "rotated");
		start();
		assertThat(this.token).hasContent("rotated");
	}

	@Test
	void startWhenTheOperatorHasANewerTokenTakesIt() throws Exception {
		start();
		Files.writeString(this.token, "rotated");
		Files.writeString(this.secret, "second consent");
		start();
		assertThat(this.token).hasContent("second consent");
		Files.writeString(this.token, "rotated again");
		start();
		assertThat(this.token).hasContent("rotated again");
	}

	@Test
	void startWhenTheOperatorHasANewerTokenForgetsTheConsentOfTheOlder() throws Exception {
		start();
		Path consent = Files.writeString(this.token.resolveSibling("refresh-token.consent"), "{}");
		start();
		assertThat(consent).hasContent("{}");
		Files.writeString(this.secret, "second consent");
		start();
		assertThat(consent).doesNotExist();
	}

	@Test
	void startWhenAUserHasConsentedInABrowserSinceKeepsThatToken() throws Exception {
		start();
		Files.writeString(this.token, "of the browser");
		Files.writeString(this.token.resolveSibling("refresh-token.consent"), "{}");
		start();
		assertThat(this.token).hasContent("of the browser");
	}

	@Test
	void startWhenTheTokenOnTheVolumeIsEmptyTakesTheOperators() throws Exception {
		start();
		Files.writeString(this.token, "");
		start();
		assertThat(this.token).hasContent("first consent");
	}

	@Test
	void startWhenNobodyKnowsWhereTheTokenOnTheVolumeIsFromKeepsItUntilTheSecretChanges() throws Exception {
		Files.writeString(this.token, "restored");
		start();
		assertThat(this.token).hasContent("restored");
		Files.writeString(this.secret, "second consent");
		start();
		assertThat(this.token).hasContent("second consent");
	}

	@Test
	void startWhenTheLastOneWasCutShortDoesItAgain() throws Exception {
		start();
		Files.writeString(this.secret, "second consent");
		Files.writeString(this.token.resolveSibling("refresh-token.next"), "sec");
		start();
		assertThat(this.token).hasContent("second consent");
	}

	@Test
	void startWhenThereIsNoSecretFailsAndTouchesNothing() throws Exception {
		start();
		Files.writeString(this.token, "rotated");
		Files.delete(this.secret);
		assertThat(run()).isNotZero();
		assertThat(this.token).hasContent("rotated");
	}

	@Test
	void startDoesNotTellTheToken() throws Exception {
		start();
		assertThat(this.directory.resolve("log")).content(StandardCharsets.UTF_8).doesNotContain("first consent");
	}

	private void start() throws IOException, InterruptedException {
		assertThat(run()).as(Files.readString(this.directory.resolve("log"))).isZero();
	}

	private int run() throws IOException, InterruptedException {
		Container container = Chart.release().with("consent").render().gateway().getInitContainers().getFirst();
		List<String> command = new ArrayList<>(container.getCommand());
		command.addAll(container.getArgs());
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile());
		assertThat(container.getEnv()).extracting((variable) -> variable.getName()).containsExactly("SECRET", "TOKEN");
		builder.environment().put("SECRET", this.secret.toString());
		builder.environment().put("TOKEN", this.token.toString());
		return builder.start().waitFor();
	}

}
