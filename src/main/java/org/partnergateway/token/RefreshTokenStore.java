package org.partnergateway.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the refresh token. Others write it too, an operator after a new consent
 * and perhaps other replicas, so it is read for each renewal, and only ever replaced as a
 * whole. All methods block. Safe for use by any thread.
 */
final class RefreshTokenStore {

	private static final Logger logger = LoggerFactory.getLogger(RefreshTokenStore.class);

	private final TokenFile file;

	RefreshTokenStore(TokenFile file) {
		this.file = file;
	}

	/**
	 * Whether the token can be read and replaced.
	 * @throws InvalidSettingException if not
	 */
	synchronized void check() {
		read();
		try {
			Files.delete(createTemporary(target()));
		}
		catch (IOException ex) {
			throw unwritable(ex);
		}
	}

	/**
	 * The token.
	 * @throws InvalidSettingException if there is none
	 */
	synchronized String read() {
		return this.file.read().strip();
	}

	/**
	 * Puts a token in the place of another, durably and readable for the owner only. Does
	 * nothing if the file holds yet another one by now: that is an operator's new consent
	 * or another replica's newer token, and Microsoft Entra does not revoke a refresh
	 * token that has been used.
	 * @param sent the token to be replaced
	 * @param received the token to keep
	 * @throws InvalidSettingException if that cannot be done; the file is as it was
	 */
	synchronized void replace(String sent, String received) {
		try (FileChannel channel = open()) {
			// The lock goes with the file that is replaced. If it is taken, another
			// replica is
			// putting a token there that is just as new.
			if (!tryLock(channel) || !read().equals(sent)) {
				logger.info("Kept the refresh token that was put into {} meanwhile", this.file.path());
				return;
			}
			write(received);
		}
		catch (IOException ex) {
			throw unwritable(ex);
		}
	}

	/**
	 * Opens the file in order to lock it, which takes a file that can be written to, as
	 * replacing it does not.
	 */
	private @Nullable FileChannel open() throws IOException {
		try {
			return FileChannel.open(target(), StandardOpenOption.WRITE);
		}
		catch (AccessDeniedException ex) {
			return null;
		}
	}

	private static boolean tryLock(@Nullable FileChannel channel) throws IOException {
		try {
			return channel == null || channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	private void write(String token) throws IOException {
		Path target = target();
		Path temporary = createTemporary(target);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				ByteBuffer content = StandardCharsets.UTF_8.encode(token);
				while (content.hasRemaining()) {
					channel.write(content);
				}
				channel.force(true);
			}
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * What is really replaced: a symbolic link stays one.
	 */
	private Path target() throws IOException {
		return this.file.path().toRealPath();
	}

	private static Path createTemporary(Path target) throws IOException {
		boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		return Files.createTempFile(target.resolveSibling(""), ".refresh-token-", ".tmp", attributes);
	}

	private InvalidSettingException unwritable(IOException cause) {
		return this.file.unusable("cannot be replaced (" + cause.getClass().getSimpleName() + ")",
				"Put the file into a directory of its own that the gateway may write to: each renewal may replace it.");
	}

}
