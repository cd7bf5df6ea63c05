package org.partnergateway.token.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.ManualSource;
import org.partnergateway.token.TokenRefusal;
import org.partnergateway.token.request.TokenException;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how {@link AccessTokens} notices that credentials have been replaced.
 */
@ExtendWith(OutputCaptureExtension.class)
class CredentialWatchTests {

	private static final Duration HOUR = Duration.ofHours(1);

	// A file is believed once it has been seen twice.
	private static final Duration NOTICED = Duration.ofSeconds(2);

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
		this.tokens = watching(this.file);
	}

	@Test
	void currentWhenTheFileIsReplacedAsksAgainAtOnce(CapturedOutput output) throws IOException {
		fail(this.refused);
		Files.writeString(this.file, "right one");
		assertThat(this.tokens.current()).isCompletedExceptionally();
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).containsExactly("first", "second");
		assertThat(output).containsOnlyOnce("The credentials have been replaced");
		assertThat(this.source.count()).as("asked without a caller").isEqualTo(2);
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue("a", HOUR);
		assertThat(future.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void fileThatStaysTheSameIsNotTold() {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void fileThatIsWrittenAnewWithTheSameContentIsNotTold() throws IOException {
		fail(this.refused);
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(0));
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		Files.delete(this.file);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		Files.writeString(this.file, "wrong");
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.told).isEmpty();
	}

	@Test
	void fileThatIsBeingWrittenIsBelievedOnceItIsWhole() throws IOException {
		fail(this.refused);
		for (String part : List.of("", "r", "ri", "rig", "righ")) {
			Files.writeString(this.file, part);
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
		Files.writeString(this.file, "right");
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.told).isEmpty();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementIsToldOnce() throws IOException {
		fail(this.refused);
		Files.writeString(this.file, "another wrong one");
		this.time.advanceTimeBy(NOTICED);
		this.source.fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementThatIsWrongTooIsAFirstFailureAndWatchedAgain() throws IOException {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		fail(this.refused);
		Files.writeString(this.file, "another wrong one");
		this.time.advanceTimeBy(NOTICED);
		this.source.fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5).minusMillis(1));
		assertThat(this.tokens.current()).isCompletedExceptionally();
		Files.writeString(this.file, "the right one");
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(4);
	}

	@Test
	void replacementDuringTheRequestIsNoticed() throws IOException {
		CompletableFuture<AccessToken> future = this.tokens.current();
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.source.count()).as("one at a time").isOne();
		this.source.fail(this.refused);
		assertThat(future).isCompletedExceptionally();
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void replacementByAnotherFileOfTheSameSizeAndTimeIsNoticed() throws IOException {
		fail(this.refused);
		Path other = Files.writeString(this.directory.resolve("other"), "right");
		Files.setLastModifiedTime(other, Files.getLastModifiedTime(this.file));
		Files.move(other, this.file, StandardCopyOption.ATOMIC_MOVE);
		this.time.advanceTimeBy(NOTICED);
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
		this.tokens = watching(Files.createSymbolicLink(this.directory.resolve("link"), Path.of("..data", "secret")));
		fail(this.refused);
		Path swapped = Files.createSymbolicLink(this.directory.resolve("..tmp"), after.getFileName());
		Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void fileThatWasMissingIsNoticed() throws IOException {
		Files.delete(this.file);
		fail(TokenException.local("No file.", "Put it there."));
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).isEmpty();
		Files.writeString(this.file, "right");
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void replacementWhileTheTokenEndpointAsksToBeLeftAloneWaitsForThat() throws IOException {
		fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		fail(TokenException.throttled(429, Duration.ofMinutes(2)));
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.told).isEmpty();
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void replacementInGoodTimesIsUsedWhenTheNextTokenIsDue() throws IOException {
		fetch("a");
		Files.writeString(this.file, "another one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.tokens.current().join().value()).isEqualTo("a");
		assertThat(this.told).isEmpty();
		assertThat(this.source.count()).isOne();
	}

	@Test
	void replacementBeforeTheTokenIsRefusedIsUsedAsSoonAsItIs() throws IOException {
		AccessToken token = fetch("a");
		Files.writeString(this.file, "another one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		this.tokens.refused(token, new TokenRefusal("It shows no MFA.", "Consent again.", false));
		assertThat(this.tokens.current()).isCompletedExceptionally();
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void replacementBeforeTheTokenOpensTooLittleIsUsedAsSoonAsItDoes() throws IOException {
		fetch("a");
		Files.writeString(this.file, "another one");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		this.tokens.closed();
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.source.count()).isEqualTo(2);
		assertThat(this.tokens.current().join().value()).as("it was not refused").isEqualTo("a");
		assertThat(this.told).isEmpty();
		this.source.issue("b", HOUR);
		assertThat(this.tokens.current().join().value()).isEqualTo("b");
		assertThat(this.told).containsExactly("first", "second");
	}

	@Test
	void replacementAfterARenewalAheadWasRefusedIsUsedAtOnce() throws IOException {
		fetch("a");
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		this.source.fail(this.refused);
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.source.count()).isEqualTo(3);
		assertThat(this.tokens.current().join().value()).isEqualTo("a");
	}

	@Test
	void listenerThatThrowsKeepsNobodyFromBeingTold(CapturedOutput output) throws IOException {
		this.tokens.onCredentialsChanged(() -> {
			throw new IllegalStateException("listener");
		});
		this.tokens.onCredentialsChanged(() -> this.told.add("last"));
		fail(this.refused);
		Files.writeString(this.file, "right one");
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).containsExactly("first", "second", "last");
		assertThat(output).contains("Could not act on credentials that have been replaced");
	}

	@Test
	void lookThatFailsIsFollowedByTheNext() {
		List<String> contents = new ArrayList<>(List.of("wrong"));
		this.tokens = watching(() -> {
			if (contents.getFirst().equals("broken")) {
				throw new IllegalStateException("broken");
			}
			return Fingerprint.of(contents.getFirst().getBytes(StandardCharsets.UTF_8));
		}, FileAccesses.direct(this.time));
		fail(this.refused);
		contents.set(0, "broken");
		this.time.advanceTimeBy(NOTICED);
		contents.set(0, "right");
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
	}

	@Test
	void volumeThatHangsHoldsUpNoRenewal() {
		this.tokens = watching(() -> null, FileAccesses.hanging(this.time));
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		this.source.issue("a", HOUR);
		assertThat(future.join().value()).isEqualTo("a");
	}

	@Test
	void volumeThatAnswersAgainEndsTheBackOff() {
		AtomicBoolean hanging = new AtomicBoolean(true);
		FileAccess direct = FileAccesses.direct(this.time);
		Deque<Runnable> waiting = new ArrayDeque<>();
		this.tokens = watching(() -> Fingerprint.of(new byte[] { 1 }),
				new FileAccess(Schedulers.fromExecutor((task) -> {
					if (hanging.get()) {
						waiting.add(task);
					}
					else {
						task.run();
					}
				}), this.time, direct.patience()));
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.time.advanceTimeBy(direct.patience());
		this.source.fail(TokenException.local("It takes too long to read.", "Look at the volume."));
		assertThat(future).isCompletedExceptionally();
		hanging.set(false);
		waiting.forEach(Runnable::run);
		this.time.advanceTimeBy(NOTICED);
		assertThat(this.told).hasSize(2);
		assertThat(this.source.count()).isEqualTo(2);
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
		assertThat(CredentialWatch.of(List.of(), FileAccesses.direct(this.time))).isSameAs(CredentialWatch.NONE);
	}

	private AccessTokens watching(Path path) {
		return watching(new TokenFile("secret-file", path)::fingerprint, FileAccesses.direct(this.time));
	}

	private AccessTokens watching(Supplier<@Nullable Fingerprint> credential, FileAccess access) {
		AccessTokens watching = new AccessTokens(this.source, CredentialWatch.of(List.of(credential), access),
				Duration.ofSeconds(20), this.time);
		watching.onCredentialsChanged(() -> this.told.add("first"));
		watching.onCredentialsChanged(() -> this.told.add("second"));
		return watching;
	}

	private AccessToken fetch(String token) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, HOUR);
		return future.join();
	}

	private void fail(TokenException failure) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.fail(failure);
		assertThat(future).isCompletedExceptionally();
	}

}
