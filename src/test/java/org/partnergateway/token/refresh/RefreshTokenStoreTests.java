package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.TokenFile;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RefreshTokenStore} and {@link TokenWriter} on volumes that refuse
 * something.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTokenStoreTests {

	private static final FileTime WRITTEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<Boolean> kept = new ArrayList<>();

	private final FussyVolume volume = new FussyVolume();

	private @TempDir Path directory;

	private Path file;

	private Path copy;

	@BeforeEach
	void write() throws IOException {
		this.file = Files.writeString(this.directory.resolve("refresh-token"), "first\n");
		Files.setLastModifiedTime(this.file, WRITTEN);
		this.copy = this.directory.resolve("refresh-token.copy");
	}

	@Test
	void checkReplacesTheFileByItselfAndLeavesNothingBehind() throws IOException {
		Object before = Files.readAttributes(this.file, "fileKey").get("fileKey");
		store().check();
		assertThat(names()).containsExactly("refresh-token");
		assertThat(Files.readString(this.file)).isEqualTo("first\n");
		assertThat(Files.getLastModifiedTime(this.file)).isEqualTo(WRITTEN);
		if (before != null) {
			assertThat(Files.readAttributes(this.file, "fileKey").get("fileKey")).isNotEqualTo(before);
		}
	}

	@Test
	void checkWhenTheVolumeHasNoLocksGoesOnAndSaysSoOnce(CapturedOutput output) {
		this.volume.refuses(Refusal.LOCK);
		RefreshTokenStore store = store();
		store.check();
		replace(store, "first", "second");
		assertThat(this.file).hasContent("second");
		assertThat(output.getOut()).containsOnlyOnce("cannot be locked (No locks available)");
	}

	@Test
	void replaceWhenLocksBindEverybodyReadsThroughTheLockedFile() throws IOException {
		this.volume.refuses(Refusal.SECOND_HANDLE, Refusal.MOVE);
		RefreshTokenStore store = store();
		store.check();
		assertThat(Files.readString(this.file)).isEqualTo("first\n");
		replace(store, "first", "second");
		assertThat(this.file).hasContent("second");
		assertThat(this.kept).isEmpty();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void replaceWhenTheFileIsAMountOfItsOwnOverwritesItWithACopyBeside(CapturedOutput output) throws IOException {
		this.volume.refuses(Refusal.MOVE);
		RefreshTokenStore store = store();
		store.check();
		assertThat(Files.readString(this.file)).isEqualTo("first\n");
		assertThat(Files.getLastModifiedTime(this.file)).isEqualTo(WRITTEN);
		replace(store, "first", "second-and-longer");
		replace(store, "second-and-longer", "third");
		assertThat(Files.readString(this.file)).isEqualTo("third");
		assertThat(names()).containsExactlyInAnyOrder("refresh-token", "refresh-token.copy", "refresh-token.rotated");
		for (Path path : List.of(this.file, this.copy)) {
			assertThat(path).hasContent("third");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
		}
		assertThat(output.getOut()).containsOnlyOnce("cannot be replaced (Device or resource busy), so it is "
				+ "overwritten, with a copy beside it. Mount the directory that holds it instead");
	}

	@Test
	void replaceWhenTheDirectoryIsReadOnlyOverwritesTheFile() throws IOException {
		this.volume.refuses(Refusal.CREATE);
		RefreshTokenStore store = store();
		store.check();
		replace(store, "first", "s");
		assertThat(Files.readString(this.file)).isEqualTo("s");
		assertThat(names()).containsExactly("refresh-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "sec", "sec\0\0\0", "\0\0\0\0\0\0" })
	void checkWhenTheFileWasLeftHalfWrittenTakesTheCopy(String left) throws IOException {
		Files.writeString(this.file, left);
		Files.writeString(this.copy, "second");
		RefreshTokenStore store = store();
		store.check();
		assertThat(store.token().block()).isEqualTo("second");
		assertThat(this.file).hasContent("second");
	}

	@Test
	void checkWhenTheFileIsWholeLeavesTheCopyAlone() throws IOException {
		Files.writeString(this.copy, "second");
		RefreshTokenStore store = store();
		store.check();
		assertThat(store.token().block()).isEqualTo("first");
	}

	@Test
	void checkWhenNothingIsSafeSaysWhatToMount() throws IOException {
		this.volume.refuses(Refusal.OPEN, Refusal.MOVE);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(store()::check)
			.withMessage("property names %s, which cannot be replaced (Device or resource busy). Put the file into a "
					+ "directory of its own that the gateway may write to, and mount that directory: each renewal may "
					+ "replace the file.", this.file);
		assertThat(names()).containsExactly("refresh-token");
	}

	@Test
	void replaceWhenItCannotBeWrittenKeepsTheTokenInMemoryAndTriesAgainEachMinute(CapturedOutput output) {
		RefreshTokenStore store = store();
		this.volume.refuses(Refusal.OPEN, Refusal.CREATE);
		replace(store, "first", "second");
		assertThat(store.token().block()).isEqualTo("second");
		replace(store, "second", "third");
		assertThat(store.token().block()).isEqualTo("third");
		this.scheduler.advanceTimeBy(Duration.ofMinutes(3));
		assertThat(this.file).hasContent("first");
		assertThat(this.kept).containsExactly(false);
		this.volume.refuses();
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.file).hasContent("third");
		assertThat(store.token().block()).isEqualTo("third");
		assertThat(this.kept).containsExactly(false, true);
		assertThat(output.getOut()).containsOnlyOnce("The newest refresh token is in memory only")
			.doesNotContain("second", "third");
	}

	@Test
	void keepWhenAnythingFailsTriesAgainEachMinute() {
		RefreshTokenStore store = store();
		this.volume.refuses(Refusal.ODDLY);
		replace(store, "first", "second");
		this.scheduler.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(this.kept).containsExactly(false);
		this.volume.refuses();
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.file).hasContent("second");
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void keepWhenTheVolumeHangsEndsAndGoesOnWithTheTokenInMemory() throws Exception {
		CountDownLatch answers = new CountDownLatch(1);
		this.volume.waitsFor(answers);
		RefreshTokenStore store = new RefreshTokenStore(new TokenFile("property", this.file), this.volume,
				FileAccess.of("files", this.scheduler, Duration.ofSeconds(2)), this.kept::add);
		CompletableFuture<@Nullable Void> keeping = store.keep("first", "second").toFuture();
		this.volume.awaitQuestion();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(keeping).isCompleted();
		assertThat(this.kept).containsExactly(false);
		CompletableFuture<@Nullable String> reading = store.token().toFuture();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(reading).isCompletedWithValue("second");
		answers.countDown();
		assertThat(store.token().block()).isEqualTo("second");
		assertThat(this.file).hasContent("second");
		assertThat(this.kept).containsExactly(false, true);
	}

	@Test
	void tokenWhenTheVolumeHangsAndNoneIsKnownFails() {
		RefreshTokenStore store = new RefreshTokenStore(new TokenFile("property", this.file), this.volume,
				FileAccesses.hanging(this.scheduler), this.kept::add);
		CompletableFuture<@Nullable String> reading = store.token().toFuture();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(reading.handle((token, failure) -> String.valueOf(failure.getMessage())).join())
			.contains("takes too long to read");
	}

	@Test
	void readWhenAnOperatorReplacesTheFileMeanwhilePrefersThat() throws IOException {
		RefreshTokenStore store = store();
		this.volume.refuses(Refusal.OPEN, Refusal.CREATE);
		replace(store, "first", "second");
		Files.writeString(this.file, "consented");
		assertThat(store.token().block()).isEqualTo("consented");
		this.volume.refuses();
		this.scheduler.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(this.file).hasContent("consented");
		assertThat(this.kept).containsExactly(false, true);
	}

	private RefreshTokenStore store() {
		return new RefreshTokenStore(new TokenFile("property", this.file), this.volume,
				FileAccesses.direct(this.scheduler), this.kept::add);
	}

	private static void replace(RefreshTokenStore store, String sent, String received) {
		store.keep(sent, received).block();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((path) -> String.valueOf(path.getFileName())).toList();
		}
	}

	private enum Refusal {

		LOCK, OPEN, CREATE, MOVE, SECOND_HANDLE, ODDLY

	}

	private final class FussyVolume extends Volume {

		private Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);

		private @Nullable FileChannel locked;

		private final CountDownLatch asked = new CountDownLatch(1);

		private CountDownLatch answers = new CountDownLatch(0);

		void refuses(Refusal... refusals) {
			this.refusals = EnumSet.noneOf(Refusal.class);
			this.refusals.addAll(List.of(refusals));
		}

		void awaitQuestion() throws InterruptedException {
			this.asked.await();
		}

		void waitsFor(CountDownLatch answers) {
			this.answers = answers;
		}

		@Override
		FileChannel open(Path file) throws IOException {
			this.asked.countDown();
			try {
				this.answers.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			if (this.refusals.contains(Refusal.ODDLY)) {
				throw new IllegalStateException("odd");
			}
			if (this.refusals.contains(Refusal.OPEN)) {
				throw new FileSystemException(file.toString(), null, "Read-only file system");
			}
			return super.open(file);
		}

		@Override
		boolean lock(FileChannel channel) throws IOException {
			if (this.refusals.contains(Refusal.LOCK)) {
				throw new IOException("No locks available");
			}
			this.locked = channel;
			return super.lock(channel);
		}

		@Override
		byte[] read(Path file) throws IOException {
			boolean isLocked = this.locked != null && this.locked.isOpen();
			if (this.refusals.contains(Refusal.SECOND_HANDLE) && isLocked
					&& file.equals(RefreshTokenStoreTests.this.file.toRealPath())) {
				throw new IOException("Permission denied");
			}
			return super.read(file);
		}

		@Override
		public Path createBeside(Path file) throws IOException {
			if (this.refusals.contains(Refusal.CREATE)) {
				throw new AccessDeniedException(file.toString());
			}
			return super.createBeside(file);
		}

		@Override
		void move(Path source, Path target) throws IOException {
			if (this.refusals.contains(Refusal.MOVE) && target.equals(RefreshTokenStoreTests.this.file.toRealPath())) {
				throw new FileSystemException(source.toString(), target.toString(), "Device or resource busy");
			}
			super.move(source, target);
		}

	}

}
