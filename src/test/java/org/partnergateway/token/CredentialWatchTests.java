package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how {@link AccessTokens} notices that credentials have been replaced.
 */
@ExtendWith(OutputCaptureExtension.class)
class CredentialWatchTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final TokenException refused = TokenException.refused(401, "invalid_client", "AADSTS7000215");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final List<String> told = new ArrayList<>();

	private @TempDir Path directory;

	private Path file;

	private AccessTokens tokens;

	CredentialWatchTests() throws IOException {
	}

	@BeforeEach
	void write() throws IOException {
		this.file = Files.writeString(this.directory.resolve("secret"), "wrong");
		begin(this.file);
	}

	@Test
	void currentWhenTheFileIsReplacedAsksAgainAtOnce(CapturedOutput output) throws IOException {
		fail(this.refused);
		Files.writeString(this.file, "right one");
		assertThat(this.tokens.current()).isCompletedExceptionally();
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).containsExactly("first", "second");
		assertThat(output).containsOnlyOnce("The credentials have been replaced");
		CompletableFuture<AccessToken> future = ask();
		this.source.issue("a", Duration.ofHours(1));
		assertThat(future.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void currentWhenTheFileIsTheSameIsNotTold() {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void replacementIsToldOnce() throws IOException {
		fail(this.refused);
		Files.writeString(this.file, "another wrong one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementThatIsWrongTooIsAFirstFailureAndWatchedAgain() throws IOException {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		fail(this.refused);
		Files.writeString(this.file, "another wrong one");
		this.time.advanceTimeBy(SECOND);
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5).minusMillis(1));
		assertThat(this.tokens.current()).isCompletedExceptionally();
		Files.writeString(this.file, "the right one");
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).hasSize(4);
	}

	@Test
	void replacementDuringTheRequestIsNoticed() throws IOException {
		CompletableFuture<AccessToken> future = ask();
		Files.writeString(this.file, "right one");
		this.source.fail(this.refused);
		assertThat(future).isCompletedExceptionally();
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementByAnotherFileOfTheSameSizeAndTimeIsNoticed() throws IOException {
		fail(this.refused);
		Path other = Files.writeString(this.directory.resolve("other"), "right");
		Files.setLastModifiedTime(other, Files.getLastModifiedTime(this.file));
		Files.move(other, this.file, StandardCopyOption.ATOMIC_MOVE);
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementOfALinkOnTheWayIsNoticed() throws IOException {
		Path before = Files.createDirectory(this.directory.resolve("..1"));
		Path after = Files.createDirectory(this.directory.resolve("..2"));
		Files.writeString(before.resolve("secret"), "wrong");
		Files.writeString(after.resolve("secret"), "right");
		Files.setLastModifiedTime(after.resolve("secret"), Files.getLastModifiedTime(before.resolve("secret")));
		Path data = Files.createSymbolicLink(this.directory.resolve("..data"), before.getFileName());
		begin(Files.createSymbolicLink(this.directory.resolve("link"), Path.of("..data", "secret")));
		fail(this.refused);
		Path swapped = Files.createSymbolicLink(this.directory.resolve("..tmp"), after.getFileName());
		Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void fileThatWasMissingIsNoticed() throws IOException {
		Files.delete(this.file);
		fail(TokenException.local("No file.", "Put it there."));
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).isEmpty();
		Files.writeString(this.file, "right");
		this.time.advanceTimeBy(SECOND);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void transientFailureIsNotWatched() throws IOException {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		fail(TokenException.unavailable(503, null));
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void successIsNotWatched() throws IOException {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		var _ = ask();
		this.source.issue("a", Duration.ofHours(1));
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void closeEndsTheWatch() throws IOException {
		fail(this.refused);
		this.tokens.close();
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void nothingIsWatchedWithoutFiles() {
		assertThat(CredentialWatch.of(List.of(), this.time)).isSameAs(CredentialWatch.NONE);
	}

	private void begin(Path path) {
		this.tokens = new AccessTokens(this.source,
				CredentialWatch.of(List.of(new TokenFile("secret-file", path)), this.time), Duration.ofSeconds(20),
				this.time);
		this.tokens.onCredentialsChanged(() -> this.told.add("first"));
		this.tokens.onCredentialsChanged(() -> this.told.add("second"));
	}

	/**
	 * Asks for a token, and lets the files be looked at before the request.
	 */
	private CompletableFuture<AccessToken> ask() {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.time.advanceTimeBy(Duration.ZERO);
		return future;
	}

	private void fail(TokenException failure) {
		CompletableFuture<AccessToken> future = ask();
		this.source.fail(failure);
		assertThat(future).isCompletedExceptionally();
	}

}
