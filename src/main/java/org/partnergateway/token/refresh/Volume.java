package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file operations that replacing a file takes. Some volumes refuse some of them: a
 * file that is a mount of its own cannot be replaced, and where locks are mandatory a
 * second handle cannot read.
 */
public class Volume {

	/**
	 * Opens a file for reading and writing.
	 */
	FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
	}

	/**
	 * Locks a file until its channel is closed.
	 * @return {@code false} if another process or channel has locked it
	 * @throws IOException if the volume has no locks
	 */
	boolean lock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	byte[] read(Path file) throws IOException {
		return Files.readAllBytes(file);
	}

	/**
	 * Creates a temporary file in the same directory that only its owner may read.
	 */
	public Path createBeside(Path file) throws IOException {
		boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		return Files.createTempFile(file.resolveSibling(""), ".refresh-token-", ".tmp", attributes);
	}

	/**
	 * Replaces a file by another, atomically.
	 */
	void move(Path source, Path target) throws IOException {
		Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
	}

}
