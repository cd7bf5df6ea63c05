package org.partnergateway.token.refresh;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest known refresh token, and whether it is in the file. No method blocks. Safe
 * for use by any thread.
 */
final class NewestToken {

	private static final Logger logger = LoggerFactory.getLogger(NewestToken.class);

	private final Path file;

	private final Consumer<Boolean> kept;

	private @Nullable String token;

	private @Nullable Unkept unkept;

	private boolean told;

	/**
	 * Creates an instance without a token.
	 * @param file the file, for the log
	 * @param kept called with whether the newest token is in the file, when that changes
	 */
	NewestToken(Path file, Consumer<Boolean> kept) {
		this.file = file;
		this.kept = kept;
	}

	/**
	 * The newest token.
	 * @return the token; {@code null} if none is known yet
	 */
	synchronized @Nullable String token() {
		return this.token;
	}

	/**
	 * The newest token, if it is not in the file.
	 * @return the token; {@code null} if it is in the file or none is known
	 */
	synchronized @Nullable Unkept unkept() {
		return this.unkept;
	}

	/**
	 * Notes that the file holds a token that is not older.
	 */
	synchronized void found(String found) {
		this.token = found;
		settle();
	}

	/**
	 * Notes a token that is not in the file yet.
	 * @param sent the token that it replaces
	 * @param received the new token
	 */
	synchronized void received(String sent, String received) {
		Unkept before = this.unkept;
		this.unkept = new Unkept((before != null && before.token().equals(sent)) ? before.inFile() : sent, received);
		this.token = received;
	}

	/**
	 * Notes that a token no longer has to be written.
	 */
	synchronized void written(Unkept written) {
		if (written.equals(this.unkept)) {
			settle();
		}
	}

	/**
	 * Notes that the token could not be written yet.
	 */
	synchronized void unwritten(String reason) {
		if (this.unkept != null && !this.told) {
			this.told = true;
			logger.error(
					"The newest refresh token is in memory only, since it cannot be written to {} ({}). It is "
							+ "tried again every minute; a restart begins with the token in the file",
					this.file, reason);
			this.kept.accept(false);
		}
	}

	private void settle() {
		this.unkept = null;
		if (this.told) {
			this.told = false;
			logger.info("The newest refresh token is in {} again", this.file);
			this.kept.accept(true);
		}
	}

	/**
	 * A token that is newer than that in the file.
	 *
	 * @param inFile the token in the file
	 * @param token the newer token
	 */
	record Unkept(String inFile, String token) {

		@Override
		public String toString() {
			return "Unkept[(hidden)]";
		}

	}

}
