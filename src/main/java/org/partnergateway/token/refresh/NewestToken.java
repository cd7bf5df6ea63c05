package org.partnergateway.token.refresh;

import java.nio.file.Path;
import java.util.Objects;
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
	 * Notes what the file holds, which is not older, unless another token has come while
	 * the file was read.
	 * @param found the token; {@code null} if there is none
	 * @param before the newest token that was not in the file before it was read
	 * @return the newest token; {@code null} if there is none
	 */
	synchronized @Nullable String found(@Nullable String found, @Nullable Unkept before) {
		if (Objects.equals(before, this.unkept)) {
			this.token = found;
			settle();
		}
		return this.token;
	}

	/**
	 * Notes a token that is not in the file yet, unless a consent has replaced the one
	 * that was sent.
	 * @param sent the token that it replaces
	 * @param received the new token
	 */
	synchronized void received(String sent, String received) {
		if (this.token != null && !this.token.equals(sent)) {
			return;
		}
		Unkept before = this.unkept;
		this.unkept = (before != null && before.token().equals(sent)) ? before.with(received)
				: new Unkept(sent, received, null);
		this.token = received;
	}

	/**
	 * Notes the token of a new consent, which is not in the file yet.
	 * @param inFile the token that is in the file; {@code null} if there is none
	 * @param received the new token
	 */
	synchronized void consented(@Nullable String inFile, String received) {
		this.unkept = new Unkept(inFile, received, received);
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
	 * @param inFile the token in the file; {@code null} if there is none
	 * @param token the newer token
	 * @param consented the token of a new consent that it was issued from; {@code null}
	 * if it was issued from the token in the file
	 */
	record Unkept(@Nullable String inFile, String token, @Nullable String consented) {

		Unkept with(String newer) {
			return new Unkept(this.inFile, newer, this.consented);
		}

		/**
		 * The token that it was issued from; {@code null} if that is not known.
		 */
		@Nullable String origin() {
			return (this.consented != null) ? this.consented : this.inFile;
		}

		@Override
		public String toString() {
			return "Unkept[(hidden)]";
		}

	}

}
