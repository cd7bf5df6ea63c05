package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What tells a file from the one that was there before, without reading it.
 *
 * @param path where the file really is, which changes when a symbolic link on the way is
 * replaced, as Kubernetes does
 * @param lastModified when it was written
 * @param size its bytes
 * @param key the file system's own name of it, if it has any
 * @param readable whether the gateway may read it
 */
record FileState(Path path, FileTime lastModified, long size, @Nullable Object key, boolean readable) {

	/**
	 * Looks at a file. Blocks.
	 * @return its state, {@code null} if there is no file
	 */
	static @Nullable FileState of(Path path) {
		try {
			Path real = path.toRealPath();
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
			return new FileState(real, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(),
					Files.isReadable(real));
		}
		catch (IOException ex) {
			return null;
		}
	}

}
