package org.partnergateway.token.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.refresh.Volume;
import org.partnergateway.token.request.TokenException.Kind;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.token.TokenFailures.discard;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for {@link RefreshToken} and {@link RefreshTokenStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTokenTests {

	// A file that can be read, in a directory in which not even root can create one.
	private static final Path UNWRITABLE = Path.of("/proc/version");

	private final TokenServer server = new TokenServer();

	private @TempDir Path directory;

	private Path file;

	RefreshTokenTests() throws IOException {
	}

	@BeforeEach
	void write() throws IOException {
		this.file = Files.writeString(this.directory.resolve("refresh-token"), "first\n");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void requestSendsTheGrantAsAForm() {
		assertThat(tokens().current().join().value()).isEqualTo("token");
		assertThat(this.server.forms()).containsExactly(Map.of("grant_type", "refresh_token", "refresh_token", "first",
				"scope", "https://api.example.com/.default", "client_id", "application", "client_secret", "s3cret"));
	}

	@Test
	void requestWhenTheTokenIsNotRotatedLeavesTheFileAlone() throws IOException {
		FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
		Files.setLastModifiedTime(this.file, before);
		tokens().current().join();
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "first")));
		tokens().current().join();
		assertThat(this.file).hasContent("first\n");
		assertThat(Files.getLastModifiedTime(this.file)).isEqualTo(before);
	}

	@Test
	void requestWhenTheTokenIsRotatedHasItOnDiskBeforeTheAccessTokenIsUsed() throws IOException {
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		CompletableFuture<String> onDisk = tokens().current().thenApply((token) -> read(this.file));
		assertThat(onDisk.join()).isEqualTo("second");
		assertThat(names()).containsExactlyInAnyOrder("refresh-token", "refresh-token.rotated");
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void requestWhenTheTokenIsRotatedMakesItReadableForItsOwnerOnly() throws IOException {
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-rw-rw-"));
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		tokens().current().join();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
	}

	@Test
	void requestWhenTheTokenIsRotatedSendsTheNewOneNext() {
		AccessTokens tokens = tokens();
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		discard(tokens, tokens.current().join());
		tokens.current().join();
		assertThat(this.server.forms()).extracting((form) -> form.get("refresh_token"))
			.containsExactly("first", "second");
	}

	@Test
	void requestWhenAnOperatorReplacedTheFileSendsTheNewToken() throws IOException {
		AccessTokens tokens = tokens();
		discard(tokens, tokens.current().join());
		Files.writeString(this.file, "consented\r\n");
		tokens.current().join();
		assertThat(this.server.forms().getLast()).containsEntry("refresh_token", "consented");
	}

	@Test
	void requestWhenTheFileBeginsWithAByteOrderMarkSendsAndReplacesWhatFollows() throws IOException {
		Files.writeString(this.file, "\uFEFFfirst\r\n");
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		tokens().current().join();
		assertThat(this.server.forms().getLast()).containsEntry("refresh_token", "first");
		assertThat(this.file).hasContent("second");
	}

	@Test
	void requestWhenTheFileIsReplacedMeanwhileKeepsWhatWasPutThere() {
		this.server.answer((exchange) -> {
			Files.writeString(this.file, "consented");
			TokenServer.json(200, TokenServer.token("token", "3600", "second")).to(exchange);
		});
		assertThat(tokens().current().join().value()).isEqualTo("token");
		assertThat(this.file).hasContent("consented");
	}

	@Test
	void requestWhenAnotherReplicaIsReplacingTheFileLeavesThatToIt() throws IOException {
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
			assertThat(tokens().current().join().value()).isEqualTo("token");
		}
		assertThat(this.file).hasContent("first");
	}

	@Test
	void requestWhenTheFileIsALinkReplacesWhatItPointsTo() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.file.getFileName());
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		tokens(link).current().join();
		assertThat(link).isSymbolicLink();
		assertThat(this.file).hasContent("second");
	}

	@Test
	void requestWhenTheFileIsGoneFailsWithoutAskingTheTokenEndpoint() throws IOException {
		Files.delete(this.file);
		TokenException failure = failureOf(tokens().current());
		assertThat(failure.kind()).isEqualTo(Kind.UNCONSENTED);
		assertThat(failure).hasMessageStartingWith("Consent is missing");
		assertThat(failure.remedy()).contains("/consent on its management port")
			.contains("partner-center.token.refresh-token-file");
		assertThat(this.server.forms()).isEmpty();
	}

	@Test
	void requestWhenTheFileIsBlankAndThereIsNoPageNamesTheFileAlone() throws IOException {
		Files.writeString(this.file, " \n");
		TokenException failure = failureOf(tokens(this.file, false).current());
		assertThat(failure.kind()).isEqualTo(Kind.UNCONSENTED);
		assertThat(failure.remedy()).contains("partner-center.token.refresh-token-file").doesNotContain("/consent");
		assertThat(this.server.forms()).isEmpty();
	}

	@Test
	void requestWhenTheFileGoesAwayMeanwhileGoesOnWithTheNewTokenInMemory() throws IOException {
		this.server.answer((exchange) -> {
			Files.deleteIfExists(this.file);
			TokenServer.json(200, TokenServer.token("token", "3600", "second")).to(exchange);
		});
		AccessTokens tokens = tokens();
		discard(tokens, tokens.current().join());
		tokens.current().join();
		assertThat(this.server.forms().getLast()).containsEntry("refresh_token", "second");
		assertThat(names()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void requestWhenTheRotatedTokenCannotBeWrittenIsServed() {
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		assertThat(tokens(UNWRITABLE).current().join().value()).isEqualTo("token");
	}

	@Test
	void requestWhenNoNewTokenComesSaysSoOnceUntilOneComes(CapturedOutput output) {
		String line = "The token endpoint issued no new refresh token";
		AccessTokens tokens = tokens();
		discard(tokens, tokens.current().join());
		discard(tokens, tokens.current().join());
		assertThat(output.getOut()).containsOnlyOnce(line).contains("offline_access");
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		discard(tokens, tokens.current().join());
		assertThat(output.getOut()).containsOnlyOnce(line);
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "3600", "second")));
		discard(tokens, tokens.current().join());
		assertThat(output.getOut().split(line, -1)).hasSize(3);
		assertThat(output.getOut()).doesNotContain("second");
	}

	private AccessTokens tokens() {
		return tokens(this.file);
	}

	private AccessTokens tokens(Path path) {
		return tokens(path, true);
	}

	private AccessTokens tokens(Path path, boolean consentOffered) {
		TokenRequests requests = new TokenRequests(this.server.endpoint(),
				new Application("application", ClientSecret.of("s3cret")), WebClient.builder(), Outbound.ofJvm(),
				FileAccesses.direct());
		RefreshTokenStore store = new RefreshTokenStore(new TokenFile("partner-center.token.refresh-token-file", path),
				new Volume(), FileAccesses.direct(), (_) -> {
				});
		return new AccessTokens(new RefreshToken(requests, store, consentOffered), CredentialWatch.NONE,
				Duration.ofMinutes(1), Schedulers.parallel());
	}

	private Stream<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((path) -> String.valueOf(path.getFileName())).toList().stream();
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
