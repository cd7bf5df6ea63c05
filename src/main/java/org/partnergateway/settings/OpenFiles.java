package org.partnergateway.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns about files with secrets that too many accounts may read.
 */
public final class OpenFiles {

	private static final Logger logger = LoggerFactory.getLogger(OpenFiles.class);

	private OpenFiles() {
	}

	/**
	 * Logs a warning if accounts that are neither the owner nor in the group may read a
	 * file. Ignores a missing file, and a volume without permissions. Blocks.
	 * @param property the name of the property that names the file
	 * @param path the file
	 */
	public static void tellIfOthersMayRead(String property, Path path) {
		try {
			if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
				logger.warn(
						"{} names {}, which every account of this machine may read. Take that away: chmod o= {}, or, where it is a Secret of Kubernetes, defaultMode: 0440 with an fsGroup",
						property, path, path);
			}
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.debug("Whoever reads {} says what is wrong", path);
		}
	}

}
