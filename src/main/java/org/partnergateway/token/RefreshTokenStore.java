package org.partnergateway.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The file with the refresh token. Others write it too, an operator after a new consent
 * and perhaps other replicas, so it is read for each renewal. A token that cannot be
 * written is kept in memory, and written as soon as that is possible. All methods block.
 * Safe for use by any thread.
 */
final class RefreshTokenStore {

	private static final Logger logger = LoggerFactory.getLogger(RefreshTokenStore.class);

	private static final Duration PERIOD = Duration.ofMinutes(1);

	private final TokenFile file;

	private final Volume volume;

	private final TokenWriter writer;

	private final Scheduler scheduler;

	private final Consumer<Boolean> kept;

	private @Nullable Unkept unkept;

	private boolean scheduled;

	private boolean told;

	/**
	 * Creates a store.
	 * @param file the file
	 * @param volume where it is
	 * @param scheduler timers, on threads that may block
	 * @param kept told whether the newest token is in the file, when that changes
	 */
	RefreshTokenStore(TokenFile file, Volume volume, Scheduler scheduler, Consumer<Boolean> kept) {
		this.file = file;
		this.volume = volume;
		this.writer = new TokenWriter(volume);
		this.scheduler = scheduler;
		this.kept = kept;
	}

	/**
	 * Does what is done when a token is replaced, with the token that is there.
	 * @throws InvalidSettingException if that does not work
	 */
	synchronized void check() {
		readFile();
		// Before it is replaced, which takes that away.
		this.file.tellIfOthersMayRead();
		try (FileChannel channel = open()) {
			if (lock(channel)) {
				Path target = target();
				byte[] found = bytes(channel);
				byte[] whole = this.writer.whole(target, found);
				this.file.text(whole);
				this.writer.write(target, channel, found, whole, Files.getLastModifiedTime(target));
			}
		}
		catch (IOException ex) {
			throw this.file.unusable("cannot be replaced (" + TokenWriter.reason(ex) + ")",
					"Put the file into a directory of its own that the gateway may write to, and mount that"
							+ " directory: each renewal may replace the file.");
		}
	}

	/**
	 * The newest token.
	 * @throws InvalidSettingException if there is none
	 */
	synchronized String read() {
		Unkept newest = this.unkept;
		if (newest == null) {
			return readFile();
		}
		try {
			String found = readFile();
			if (!found.equals(newest.inFile())) {
				settle();
				return found;
			}
		}
		catch (InvalidSettingException ex) {
			logger.debug("The refresh token in memory is used: {}", ex.getMessage());
		}
		return newest.token();
	}

	/**
	 * Puts a token in the place of another, durably and readable for the owner only, or
	 * keeps it in memory until that can be done. Does nothing if the file holds yet
	 * another one by now: that is an operator's new consent or another replica's newer
	 * token, and Microsoft Entra does not revoke a refresh token that has been used.
	 * @param sent the token to be replaced
	 * @param received the token to keep
	 */
	synchronized void replace(String sent, String received) {
		Unkept before = this.unkept;
		keep(new Unkept((before != null && before.token().equals(sent)) ? before.inFile() : sent, received));
	}

	private void keep(Unkept newest) {
		try {
			write(newest);
			settle();
		}
		catch (IOException | InvalidSettingException ex) {
			if (this.unkept == null) {
				logger.error(
						"The newest refresh token is in memory only, since it cannot be written to {} ({}). It is "
								+ "tried again every minute; a restart begins with the token in the file",
						this.file.path(),
						(ex instanceof IOException cause) ? TokenWriter.reason(cause) : ex.getMessage());
				this.kept.accept(false);
			}
			this.unkept = newest;
			retryLater();
		}
	}

	private void settle() {
		if (this.unkept != null) {
			this.unkept = null;
			logger.info("The newest refresh token is in {} again", this.file.path());
			this.kept.accept(true);
		}
	}

	private void retryLater() {
		if (!this.scheduled) {
			this.scheduled = true;
			Disposable _ = this.scheduler.schedule(this::retry, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private synchronized void retry() {
		this.scheduled = false;
		Unkept newest = this.unkept;
		if (newest != null) {
			keep(newest);
		}
	}

	private void write(Unkept newest) throws IOException {
		try (FileChannel channel = open()) {
			// The lock goes with the file that is replaced. If it is taken, another
			// replica is putting a token there that is just as new.
			if (lock(channel)) {
				byte[] found = bytes(channel);
				Path target = target();
				if (this.file.text(this.writer.whole(target, found)).strip().equals(newest.inFile())) {
					this.writer.write(target, channel, found, newest.token().getBytes(StandardCharsets.UTF_8), null);
					return;
				}
			}
			logger.info("Kept the refresh token that was put into {} meanwhile", this.file.path());
		}
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
	 * Opens the file in order to lock it, which takes a file that can be written to, as
	 * replacing it does not.
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
	 * Reads by name, so that a file that has just been replaced is seen, or else through
	 * the locked channel: some volumes refuse everybody else then.
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
	 * What is really replaced: a symbolic link stays one.
	 */
	private Path target() throws IOException {
		return this.file.path().toRealPath();
	}

	/**
	 * A token that is newer than that in the file.
	 *
	 * @param inFile the token in the file
	 * @param token the token
	 */
	private record Unkept(String inFile, String token) {

		@Override
		public String toString() {
			return "Unkept[(hidden)]";
		}

	}

}
