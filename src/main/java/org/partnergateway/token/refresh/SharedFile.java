package org.partnergateway.token.refresh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.credential.TokenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the refresh token, which an operator and other replicas write too. It need
 * not exist. All methods block. Not thread-safe.
 */
final class SharedFile {

	private static final Logger logger = LoggerFactory.getLogger(SharedFile.class);

	private final TokenFile file;

	private final Volume volume;

	private final TokenWriter writer;

	private boolean told;

	SharedFile(TokenFile file, Volume volume) {
		this.file = file;
		this.volume = volume;
		this.writer = new TokenWriter(volume);
	}

	/**
	 * The file that is replaced: a symbolic link stays one.
	 */
	Path target() throws IOException {
		try {
			return this.file.path().toRealPath();
		}
		catch (NoSuchFileException ex) {
			return this.file.path().toAbsolutePath();
		}
	}

	/**
	 * Reads the content.
	 * @return the content, which a crash may not have left torn; empty if there is no
	 * file
	 */
	byte[] read() throws IOException {
		Path target = target();
		try {
			return this.writer.whole(target, this.volume.read(target));
		}
		catch (NoSuchFileException ex) {
			return new byte[0];
		}
	}

	/**
	 * Reads the token in the file.
	 * @return the token; {@code null} if there is no file, or a blank one
	 * @throws InvalidSettingException if the file cannot be read, or is not text
	 */
	@Nullable String token() {
		try {
			return token(read());
		}
		catch (IOException ex) {
			throw this.file.unreadable(ex);
		}
	}

	/**
	 * Reads the token in the file, if that is possible.
	 * @return the token; {@code null} if there is none, or none that can be read
	 */
	@Nullable String readable() {
		try {
			return token();
		}
		catch (InvalidSettingException ex) {
			return null;
		}
	}

	private @Nullable String token(byte[] content) {
		return isBlank(content) ? null : this.file.text(content).strip();
	}

	/**
	 * Whether there is nothing in it: no byte, or white space alone.
	 */
	static boolean isBlank(byte[] content) {
		for (byte one : content) {
			if (one < 0 || one > ' ') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Checks that the file can be created, without creating it.
	 */
	void checkDirectory() throws IOException {
		Files.delete(this.volume.createBeside(target()));
	}

	/**
	 * Replaces the content, under the file's lock. If another replica holds the lock,
	 * that one is writing a token that is just as new, and nothing is done.
	 * @param keepsTime whether the file keeps the time at which it was written
	 * @param replacement decides on the new content
	 * @return whether the file was replaced as a whole, and not overwritten; {@code null}
	 * if it was left as it is
	 * @throws IOException if it cannot be written; the file is as it was
	 */
	@Nullable Boolean replace(boolean keepsTime, Replacement replacement) throws IOException {
		try (FileChannel channel = open()) {
			if (!lock(channel)) {
				return null;
			}
			Path target = target();
			byte[] found = bytes(channel);
			byte[] whole = this.writer.whole(target, found);
			byte[] content = replacement.content(token(whole), whole);
			if (content == null) {
				return null;
			}
			FileTime time = keepsTime ? Files.getLastModifiedTime(target) : null;
			return this.writer.write(target, channel, found, content, time);
		}
	}

	/**
	 * Opens the file for locking, which requires write permission on the file, unlike
	 * replacing it.
	 * @return the channel; {@code null} if there is no file, or no permission
	 */
	private @Nullable FileChannel open() {
		try {
			return this.volume.open(target());
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
		catch (NoSuchFileException ex) {
			return new byte[0];
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
	 * Decides on new content.
	 */
	@FunctionalInterface
	interface Replacement {

		/**
		 * The new content.
		 * @param token the token that is in the file; {@code null} if there is none
		 * @param content the content that is in the file
		 * @return the new content; {@code null} to leave the file as it is
		 * @throws IOException if it cannot be replaced now
		 */
		byte @Nullable [] content(@Nullable String token, byte[] content) throws IOException;

	}

}
