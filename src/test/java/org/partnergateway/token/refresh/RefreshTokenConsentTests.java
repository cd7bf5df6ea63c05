package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.TokenFile;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link RefreshTokenStore} does before, at and after a new consent.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTokenConsentTests {

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Consent consent = Consent.of(NOW, "11111111-2222-3333-4444-555555555555", "a-user", "consented");

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<Boolean> kept = new ArrayList<>();

	private final TestVolume volume = new TestVolume();

	private @TempDir Path directory;

	private Path file;

	private Path note;

	@BeforeEach
	void name() {
		this.file = this.directory.resolve("refresh-token");
		this.note = this.directory.resolve("refresh-token.consent");
	}

	@Test
	void startWithoutAFileIsAStartAndLeavesNothingBehind() throws IOException {
		RefreshTokenStore store = started();
		assertThat(store.token().blockOptional()).isEmpty();
		assertThat(store.isEmpty()).isTrue();
		assertThat(store.consent()).isNull();
		assertThat(store.fingerprint()).isNull();
		assertThat(names()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\r\n\t \n" })
	void startWithABlankFileIsAStartAndLeavesItAlone(String blank) throws IOException {
		Files.writeString(this.file, blank);
		RefreshTokenStore store = started();
		assertThat(store.token().blockOptional()).isEmpty();
		assertThat(store.isEmpty()).isTrue();
		assertThat(Files.readString(this.file)).isEqualTo(blank);
		assertThat(names()).containsExactly("refresh-token");
	}

	@Test
	void startWithoutAFileWhereNoneCanBeWrittenIsAStartAndSaysSo(CapturedOutput output) {
		this.volume.refuses = true;
		assertThat(started().isEmpty()).isTrue();
		assertThat(output)
			.containsOnlyOnce("cannot be written (AccessDeniedException), so a consent would be in memory "
					+ "only. Put the file into a directory of its own");
	}

	@Test
	void startWithoutADirectoryIsAStartAndSaysSo(CapturedOutput output) {
		this.file = this.directory.resolve("none/refresh-token");
		RefreshTokenStore store = started();
		assertThat(store.token().blockOptional()).isEmpty();
		assertThat(output).containsOnlyOnce("cannot be written (NoSuchFileException)");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " \n", "first\n", "consented" })
	void consentIsWrittenWhateverIsInTheFile(@Nullable String before) throws IOException {
		if (before != null) {
			Files.writeString(this.file, before);
		}
		RefreshTokenStore store = started();
		assertThat(consent(store)).isTrue();
		assertThat(Files.readString(this.file)).isEqualTo("consented");
		assertThat(Consent.read(Files.readAllBytes(this.note))).isEqualTo(this.consent);
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(store.isEmpty()).isFalse();
		assertThat(store.consent()).isEqualTo(this.consent);
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(this.kept).isEmpty();
		assertThat(names()).containsExactlyInAnyOrder("refresh-token", "refresh-token.consent");
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void consentIsForTheOwnerOnly() throws IOException {
		Files.writeString(this.file, "first");
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-rw-rw-"));
		consent(started());
		for (Path path : List.of(this.file, this.note)) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
		}
	}

	@Test
	void consentThroughALinkLeavesTheLinkAndIsNotedBesideWhatItPointsTo() throws IOException {
		Path elsewhere = Files.createDirectory(this.directory.resolve("elsewhere"));
		Files.createSymbolicLink(this.file, Files.writeString(elsewhere.resolve("token"), "first"));
		consent(started());
		assertThat(this.file).isSymbolicLink().hasContent("consented");
		assertThat(elsewhere.resolve("token.consent")).exists();
	}

	@Test
	void consentThatCannotBeWrittenIsUsedFromMemoryAndTriedAgainEachMinute(CapturedOutput output) throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		assertThat(consent(store)).isFalse();
		assertThat(this.kept).containsExactly(false);
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(store.fingerprint()).as("of the file").isNotNull();
		assertThat(store.consent()).isEqualTo(this.consent);
		int attempts = this.volume.attempts;
		this.scheduler.advanceTimeBy(MINUTE.multipliedBy(3));
		assertThat(this.volume.attempts).isEqualTo(attempts + 3);
		assertThat(this.file).hasContent("first");
		assertThat(this.note).doesNotExist();
		this.volume.refuses = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("consented");
		assertThat(Consent.read(Files.readAllBytes(this.note))).isEqualTo(this.consent);
		assertThat(this.kept).containsExactly(false, true);
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(output).containsOnlyOnce("The newest refresh token is in memory only").doesNotContain("consented");
	}

	@Test
	void consentThatCannotBeWrittenWhereThereIsNoFileIsUsedFromMemory() {
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		assertThat(consent(store)).isFalse();
		assertThat(store.isEmpty()).isFalse();
		assertThat(store.token().block()).isEqualTo("consented");
		this.volume.refuses = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("consented");
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void consentOverAFileThatIsNoTextIsUsedFromMemoryUntilThatIsGone() throws IOException {
		RefreshTokenStore store = started();
		Files.write(this.file, new byte[] { (byte) 0xFF, (byte) 0xFE, 'a', 0 });
		assertThat(consent(store)).isFalse();
		assertThat(store.token().block()).isEqualTo("consented");
		Files.delete(this.file);
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("consented");
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void consentWhoseNoteCannotBeWrittenIsInItsFileAndTheNoteIsTriedAgainEachMinute(CapturedOutput output)
			throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refusesFilesBeside = true;
		assertThat(consent(store)).isTrue();
		assertThat(this.file).hasContent("consented");
		assertThat(this.note).doesNotExist();
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(this.kept).isEmpty();
		this.scheduler.advanceTimeBy(MINUTE);
		this.volume.refusesFilesBeside = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(output).containsOnlyOnce("refresh-token.consent cannot be written (AccessDeniedException)");
		assertThat(Consent.read(Files.readAllBytes(this.note))).isEqualTo(this.consent);
		assertThat(this.kept).isEmpty();
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
	}

	@Test
	void rotationOfTheOldTokenThatComesAfterAConsentDoesNotDisplaceIt() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		assertThat(store.token().block()).isEqualTo("first");
		consent(store);
		rotate(store, "first", "second");
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(this.file).hasContent("consented");
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
	}

	@Test
	void rotationOfTheOldTokenThatComesAfterAConsentInMemoryDoesNotDisplaceItEither() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		consent(store);
		rotate(store, "first", "second");
		assertThat(store.token().block()).isEqualTo("consented");
		this.volume.refuses = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("consented");
		assertThat(store.consent()).isEqualTo(this.consent);
	}

	@Test
	void rotationInMemoryIsDisplacedByAConsent() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		rotate(store, "first", "second");
		this.volume.refuses = false;
		assertThat(consent(store)).isTrue();
		this.scheduler.advanceTimeBy(MINUTE.multipliedBy(2));
		assertThat(this.file).hasContent("consented");
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void consentThatIsRotatedIsStillKnown() throws IOException {
		RefreshTokenStore store = started();
		consent(store);
		rotate(store, "consented", "second");
		rotate(store, "second", "third");
		store.fingerprint();
		assertThat(this.file).hasContent("third");
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(started().consent()).isEqualTo(this.consent);
	}

	@Test
	void consentThatIsRotatedSeveralTimesInMemoryIsKnownWhenItCanBeWritten() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		consent(store);
		rotate(store, "consented", "second");
		rotate(store, "second", "third");
		assertThat(store.token().block()).isEqualTo("third");
		this.volume.refuses = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("third");
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
		assertThat(started().consent()).isEqualTo(this.consent);
		rotate(store, "third", "fourth");
		assertThat(started().consent()).isEqualTo(this.consent);
	}

	@Test
	void tokenThatIsPutIntoTheFileByHandHasNoConsentThatIsKnown() throws IOException {
		RefreshTokenStore store = started();
		consent(store);
		Files.writeString(this.file, "by-hand\n");
		assertThat(store.token().block()).isEqualTo("by-hand");
		store.fingerprint();
		assertThat(store.consent()).isNull();
		assertThat(started().consent()).isNull();
		Files.writeString(this.file, "consented\n");
		store.fingerprint();
		assertThat(store.consent()).isEqualTo(this.consent);
	}

	@Test
	void tokenThatIsPutIntoTheFileByHandTakesThePlaceOfAConsentInMemory() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		this.volume.refuses = true;
		consent(store);
		Files.writeString(this.file, "by-hand");
		assertThat(store.token().block()).isEqualTo("by-hand");
		store.fingerprint();
		assertThat(store.consent()).isNull();
		this.volume.refuses = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("by-hand");
		rotate(store, "by-hand", "rotated");
		store.fingerprint();
		assertThat(store.consent()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{\"consentedAt\":\"2026-11-25T12:00:00Z\"}" })
	void noteThatMakesNoSenseIsAsGoodAsNone(String garbage) throws IOException {
		consent(started());
		Files.writeString(this.note, garbage);
		RefreshTokenStore restarted = started();
		assertThat(restarted.consent()).isNull();
		assertThat(restarted.token().block()).isEqualTo("consented");
	}

	@Test
	void anotherReplicaOnTheSameFileSeesTheConsent() {
		RefreshTokenStore one = started();
		RefreshTokenStore other = started();
		assertThat(other.token().blockOptional()).isEmpty();
		consent(one);
		assertThat(other.token().block()).isEqualTo("consented");
		other.fingerprint();
		assertThat(other.consent()).isEqualTo(this.consent);
		rotate(other, "consented", "rotated");
		one.fingerprint();
		assertThat(one.token().block()).isEqualTo("rotated");
		assertThat(one.consent()).isEqualTo(this.consent);
		Consent next = Consent.of(NOW.plusSeconds(1), "tenant", null, "next");
		other.consent("next", next).block();
		one.fingerprint();
		assertThat(one.token().block()).isEqualTo("next");
		assertThat(one.consent()).isEqualTo(next);
	}

	@Test
	void consentOnAVolumeThatHangsIsUsedFromMemoryAndWrittenWhenItAnswers() throws Exception {
		RefreshTokenStore store = started(files());
		CountDownLatch answers = this.volume.hang();
		CompletableFuture<@Nullable Boolean> keeping = store.consent("consented", this.consent).toFuture();
		this.volume.asked.await();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(keeping).isCompletedWithValue(false);
		assertThat(this.kept).containsExactly(false);
		assertThat(store.isEmpty()).isFalse();
		assertThat(store.consent()).isEqualTo(this.consent);
		CompletableFuture<@Nullable String> reading = store.token().toFuture();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(reading).isCompletedWithValue("consented");
		answers.countDown();
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(this.file).hasContent("consented");
		assertThat(Consent.read(Files.readAllBytes(this.note))).isEqualTo(this.consent);
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void consentThatWaitsForAnotherTaskThatHangsIsWrittenWithinAMinute() throws Exception {
		RefreshTokenStore store = started(files());
		CountDownLatch answers = this.volume.hang();
		CompletableFuture<@Nullable String> hanging = store.token().toFuture();
		this.volume.asked.await();
		CompletableFuture<@Nullable Boolean> keeping = store.consent("consented", this.consent).toFuture();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(hanging).isCompletedExceptionally();
		assertThat(keeping).isCompletedWithValue(false);
		answers.countDown();
		assertThat(store.token().block()).isEqualTo("consented");
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(this.file).hasContent("consented");
		assertThat(Consent.read(Files.readAllBytes(this.note))).isEqualTo(this.consent);
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void consentWhileAnotherReplicaRotatesTheTokenBeforeTakesThePlaceOfThat() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		RefreshTokenStore other = new RefreshTokenStore(new TokenFile("property", this.file), new Volume(), files(),
				(_) -> {
				});
		this.volume.lockedElsewhere = true;
		assertThat(consent(store)).isFalse();
		assertThat(store.token().block()).isEqualTo("consented");
		assertThat(other.token().block()).isEqualTo("first");
		rotate(other, "first", "second");
		assertThat(this.file).hasContent("second");
		assertThat(store.token().block()).isEqualTo("consented");
		this.volume.lockedElsewhere = false;
		this.scheduler.advanceTimeBy(MINUTE);
		assertThat(this.file).hasContent("consented");
		assertThat(other.token().block()).isEqualTo("consented");
	}

	@Test
	void fileThatIsRemovedWhileTheGatewayRunsLeavesNoToken() throws IOException {
		Files.writeString(this.file, "first");
		RefreshTokenStore store = started();
		Files.delete(this.file);
		assertThat(store.token().blockOptional()).isEmpty();
		assertThat(store.isEmpty()).isTrue();
		assertThat(store.fingerprint()).isNull();
		assertThat(consent(store)).isTrue();
		assertThat(store.token().block()).isEqualTo("consented");
	}

	private RefreshTokenStore started() {
		return started(FileAccesses.direct(this.scheduler));
	}

	private RefreshTokenStore started(FileAccess access) {
		RefreshTokenStore store = new RefreshTokenStore(new TokenFile("property", this.file), this.volume, access,
				this.kept::add);
		store.check();
		return store;
	}

	private FileAccess files() {
		return FileAccess.of("files", this.scheduler, Duration.ofSeconds(2));
	}

	private @Nullable Boolean consent(RefreshTokenStore store) {
		return store.consent("consented", this.consent).block();
	}

	private static void rotate(RefreshTokenStore store, String sent, String received) {
		store.keep(sent, received).block();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((path) -> String.valueOf(path.getFileName())).toList();
		}
	}

	private static final class TestVolume extends Volume {

		private final CountDownLatch asked = new CountDownLatch(1);

		private volatile CountDownLatch answers = new CountDownLatch(0);

		private volatile boolean hangs;

		private boolean refuses;

		private boolean refusesFilesBeside;

		private boolean lockedElsewhere;

		private int attempts;

		/** Answers no more until the latch is counted down. */
		CountDownLatch hang() {
			this.answers = new CountDownLatch(1);
			this.hangs = true;
			return this.answers;
		}

		@Override
		boolean lock(FileChannel channel) throws IOException {
			return !this.lockedElsewhere && super.lock(channel);
		}

		@Override
		FileChannel open(Path file) throws IOException {
			if (this.refuses) {
				throw new FileSystemException(file.toString(), null, "Read-only file system");
			}
			return super.open(file);
		}

		@Override
		byte[] read(Path file) throws IOException {
			if (this.hangs) {
				this.asked.countDown();
			}
			try {
				this.answers.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			return super.read(file);
		}

		@Override
		public Path createBeside(Path file) throws IOException {
			this.attempts++;
			if (this.refuses || this.refusesFilesBeside) {
				throw new AccessDeniedException(file.toString());
			}
			return super.createBeside(file);
		}

	}

}
