package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file durably and readable for its owner only. It is replaced as a whole. If
 * that is not possible it is overwritten, if possible with a copy beside it, so that a
 * crash leaves one of the two readable. Not thread-safe.
 */
final class TokenWriter {

	private static final Logger logger = LoggerFactory.getLogger(TokenWriter.class);

	private final Volume volume;

	private boolean told;

	TokenWriter(Volume volume) {
		this.volume = volume;
	}

	/**
	 * Writes the file.
	 * @param target the file, which is not a symbolic link
	 * @param opened a channel to it; {@code null} if it cannot be opened for writing
	 * @param old its old content
	 * @param content its new content
	 * @param time when it is to have been written, {@code null} for now
	 * @return whether it was replaced as a whole
	 * @throws IOException if it cannot be written; the file is as it was
	 */
	boolean write(Path target, @Nullable FileChannel opened, byte[] old, byte[] content, @Nullable FileTime time)
			throws IOException {
		try {
			replace(this.volume, target, content, time);
			return true;
		}
		catch (IOException ex) {
			if (opened == null) {
				throw ex;
			}
			boolean copied = copy(target, content);
			overwrite(opened, old, content, copied);
			keepPrivate(target, time);
			tell(target, ex, copied);
			return false;
		}
	}

	/**
	 * The content of a file that a crash may have left half overwritten: that of the copy
	 * beside it if the file is empty or holds only its beginning.
	 */
	byte[] whole(Path target, byte[] content) {
		try {
			byte[] copied = this.volume.read(copyOf(target));
			int length = length(content);
			boolean torn = length < length(copied) && Arrays.equals(content, 0, length, copied, 0, length);
			return torn ? copied : content;
		}
		catch (IOException ex) {
			// Usually there is no copy.
			return content;
		}
	}

	/**
	 * Creates a file, or replaces it as a whole, durably and readable for its owner only.
	 * @param time when it is to have been written, {@code null} for now
	 * @throws IOException if it cannot be written; the file is as it was
	 */
	static void replace(Volume volume, Path target, byte[] content, @Nullable FileTime time) throws IOException {
		Path temporary = volume.createBeside(target);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				fill(channel, content);
			}
			if (time != null) {
				Files.setLastModifiedTime(temporary, time);
			}
			volume.move(temporary, target);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private boolean copy(Path target, byte[] content) {
		try {
			replace(this.volume, copyOf(target), content, null);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Overwrites the file. One with a copy is emptied first, so that a half-written file
	 * is recognized. One without a copy is overwritten in one call, so that it is never
	 * empty.
	 */
	private static void overwrite(FileChannel channel, byte[] old, byte[] content, boolean copied) throws IOException {
		try {
			if (copied) {
				channel.truncate(0);
			}
			fill(channel, content);
		}
		catch (IOException ex) {
			fill(channel, old);
			throw ex;
		}
	}

	private static void fill(FileChannel channel, byte[] content) throws IOException {
		channel.position(0);
		ByteBuffer buffer = ByteBuffer.wrap(content);
		while (buffer.hasRemaining()) {
			channel.write(buffer);
		}
		channel.truncate(content.length);
		channel.force(true);
	}

	/**
	 * Sets time and permissions, if the file belongs to the gateway.
	 */
	private static void keepPrivate(Path target, @Nullable FileTime time) {
		try {
			if (time != null) {
				Files.setLastModifiedTime(target, time);
			}
			Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.debug("{} stays readable for whom it is", target);
		}
	}

	private void tell(Path target, IOException cause, boolean copied) {
		if (!this.told) {
			this.told = true;
			logger.warn("{} cannot be replaced ({}), so it is overwritten{}. Mount the directory that holds it instead",
					target, reason(cause), copied ? ", with a copy beside it" : "");
		}
	}

	/**
	 * The reason of a failure, for the middle of a sentence.
	 */
	static String reason(IOException cause) {
		String reason = (cause instanceof FileSystemException known) ? known.getReason() : null;
		if (cause.getClass() == IOException.class) {
			// The operating system's own words.
			reason = cause.getMessage();
		}
		return (reason != null) ? reason : cause.getClass().getSimpleName();
	}

	private static Path copyOf(Path target) {
		return target.resolveSibling(target.getFileName() + ".copy");
	}

	/**
	 * The length without white space, or zeros of a crash, at the end.
	 */
	private static int length(byte[] content) {
		int length = content.length;
		while (length > 0 && content[length - 1] >= 0 && content[length - 1] <= ' ') {
			length--;
		}
		return length;
	}

}
