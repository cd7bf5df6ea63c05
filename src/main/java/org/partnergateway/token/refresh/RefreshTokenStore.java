package org.partnergateway.token.refresh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.Fingerprint;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.NewestToken.Unkept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Keeps the refresh token in its file. An operator writes the file too, after a new
 * consent, and so may other replicas; so it is read for each renewal. A token that cannot
 * be written is kept in memory, and written as soon as possible. Safe for use by any
 * thread.
 */
public final class RefreshTokenStore {

	private static final Logger logger = LoggerFactory.getLogger(RefreshTokenStore.class);

	private static final Duration PERIOD = Duration.ofMinutes(1);

	private final TokenFile file;

	private final Volume volume;

	private final TokenWriter writer;

	private final RotationMark mark;

	private final FileAccess access;

	private final NewestToken newest;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private boolean told;

	/**
	 * Creates a store.
	 * @param file the file
	 * @param volume accesses it
	 * @param access runs the reads and writes of renewals
	 * @param kept called with whether the newest token is in the file, when that changes
	 */
	public RefreshTokenStore(TokenFile file, Volume volume, FileAccess access, Consumer<Boolean> kept) {
		this.file = file;
		this.volume = volume;
		this.writer = new TokenWriter(volume);
		this.mark = new RotationMark(volume);
		this.access = access;
		this.newest = new NewestToken(file.path(), kept);
	}

	/**
	 * Checks that the file can be replaced, with the token that is there. Blocks.
	 * @throws InvalidSettingException if it cannot
	 */
	public synchronized void check() {
		readFile();
		// Before it is replaced, since that removes the permission.
		this.file.tellIfOthersMayRead();
		try (FileChannel channel = open()) {
			if (lock(channel)) {
				Path target = target();
				byte[] found = bytes(channel);
				byte[] whole = this.writer.whole(target, found);
				this.file.text(whole);
				write(target, channel, found, whole, Files.getLastModifiedTime(target));
			}
		}
		catch (IOException ex) {
			throw this.file.unusable("cannot be replaced (" + TokenWriter.reason(ex) + ")",
					"Put the file into a directory of its own that the gateway may write to, and mount that"
							+ " directory: each renewal may replace the file.");
		}
	}

	/**
	 * The newest token, from the file unless that is older. Does not wait for a volume
	 * that hangs if a token is known.
	 * @return the token; fails with an {@link InvalidSettingException} if there is none
	 */
	public Mono<String> token() {
		return this.access.call(this::read).onErrorResume(TimeoutException.class, (hung) -> {
			String known = this.newest.token();
			return (known != null) ? Mono.just(known) : Mono.error(this.file.hanging());
		});
	}

	/**
	 * Replaces a token in the file, durably and readable for the owner only, or keeps it
	 * in memory until that is possible. A third token stays: it is a new consent or
	 * another replica's newer one, and Microsoft Entra does not revoke a used refresh
	 * token.
	 * @param sent the token to be replaced
	 * @param received the token to keep
	 * @return completes when it is on disk, or is known not to be; never fails
	 */
	public Mono<Void> keep(String sent, String received) {
		this.newest.received(sent, received);
		return this.access.call(() -> {
			write();
			return true;
		}).onErrorResume((failure) -> {
			this.newest.unwritten("it takes too long");
			writeLater();
			return Mono.empty();
		}).then();
	}

	/**
	 * Reads the fingerprint of the token in the file. Blocks.
	 * @return the fingerprint; {@code null} if the file is blank or unreadable
	 */
	public @Nullable Fingerprint fingerprint() {
		try {
			Path target = target();
			byte[] content = this.writer.whole(target, this.volume.read(target));
			return isBlank(content) ? null : fingerprint(target, content);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private Fingerprint fingerprint(Path target, byte[] content) {
		try {
			String token = this.file.text(content).strip();
			return new Fingerprint(Fingerprint.digest(token), this.mark.consentOf(target, token),
					this.mark.isCertain());
		}
		catch (InvalidSettingException ex) {
			// A renewal that reads the file reports what is wrong.
			String digest = Fingerprint.digest(content);
			return new Fingerprint(digest, digest, this.mark.isCertain());
		}
	}

	private static boolean isBlank(byte[] content) {
		return new String(content, StandardCharsets.ISO_8859_1).isBlank();
	}

	private synchronized String read() {
		Unkept unkept = this.newest.unkept();
		try {
			String found = readFile();
			if (unkept == null || !found.equals(unkept.inFile())) {
				this.newest.found(found);
				return found;
			}
		}
		catch (InvalidSettingException ex) {
			if (unkept == null) {
				throw ex;
			}
			logger.debug("The refresh token in memory is used: {}", ex.getMessage());
		}
		return unkept.token();
	}

	private synchronized void write() {
		Unkept unkept = this.newest.unkept();
		if (unkept != null) {
			try {
				write(unkept);
				this.newest.written(unkept);
			}
			catch (IOException | RuntimeException ex) {
				this.newest.unwritten(reason(ex));
				writeLater();
			}
		}
	}

	private void writeLater() {
		if (this.scheduled.compareAndSet(false, true)) {
			Disposable _ = this.access.later(PERIOD, this::writeAgain);
		}
	}

	private void writeAgain() {
		this.scheduled.set(false);
		write();
	}

	private void write(Unkept unkept) throws IOException {
		try (FileChannel channel = open()) {
			// The lock is on the file that is replaced. If another replica holds it, that
			// one is writing a token that is just as new.
			if (lock(channel)) {
				byte[] found = bytes(channel);
				Path target = target();
				if (this.file.text(this.writer.whole(target, found)).strip().equals(unkept.inFile())) {
					this.mark.rotate(target, unkept.inFile(), unkept.token());
					write(target, channel, found, unkept.token().getBytes(StandardCharsets.UTF_8), null);
					return;
				}
			}
			logger.info("Kept the refresh token that was put into {} meanwhile", this.file.path());
		}
	}

	private void write(Path target, @Nullable FileChannel channel, byte[] found, byte[] content,
			@Nullable FileTime time) throws IOException {
		this.mark.fileReplaced(this.writer.write(target, channel, found, content, time));
	}

	private static String reason(Exception failure) {
		return switch (failure) {
			case IOException known -> TokenWriter.reason(known);
			case InvalidSettingException known -> String.valueOf(known.getMessage());
			default -> failure.getClass().getSimpleName();
		};
	}

	private String readFile() {
		try {
			return this.file.text(this.writer.whole(target(), this.volume.read(this.file.path()))).strip();
		}
		catch (IOException ex) {
			throw this.file.unreadable(ex);
		}
	}

	/**
	 * Opens the file for locking, which requires write permission on the file, unlike
	 * replacing it.
	 */
	private @Nullable FileChannel open() throws IOException {
		try {
			return this.volume.open(target());
		}
		catch (NoSuchFileException ex) {
			throw ex;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private boolean lock(@Nullable FileChannel channel) {
		try {
			return channel == null || this.volume.lock(channel);
		}
		catch (IOException ex) {
			if (!this.told) {
				this.told = true;
				logger.warn(
						"{} cannot be locked ({}), so replicas that share it may replace each other's refresh token",
						this.file.path(), TokenWriter.reason(ex));
			}
			return true;
		}
	}

	/**
	 * Reads by name, to see a file that has just been replaced. If that fails, reads
	 * through the locked channel: some volumes lock out other readers.
	 */
	private byte[] bytes(@Nullable FileChannel channel) throws IOException {
		try {
			return this.volume.read(target());
		}
		catch (IOException ex) {
			if (channel == null) {
				throw ex;
			}
			ByteArrayOutputStream content = new ByteArrayOutputStream();
			channel.position(0);
			Channels.newInputStream(channel).transferTo(content);
			return content.toByteArray();
		}
	}

	/**
	 * The file that is replaced: a symbolic link stays one.
	 */
	private Path target() throws IOException {
		return this.file.path().toRealPath();
	}

}
