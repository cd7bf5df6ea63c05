package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the note about the consent in a file beside that of the refresh token, for all
 * replicas that share it. A note that is not about the token in use, because an operator
 * has put another one there, does not count. Safe for use by any thread.
 */
final class ConsentNotes {

	private static final Logger logger = LoggerFactory.getLogger(ConsentNotes.class);

	private final Volume volume;

	private volatile @Nullable Consent current;

	private volatile @Nullable Consent unwritten;

	private volatile boolean told;

	ConsentNotes(Volume volume) {
		this.volume = volume;
	}

	/**
	 * The consent that the token in use comes from.
	 * @return the consent; {@code null} if it is not known
	 */
	@Nullable Consent current() {
		return this.current;
	}

	/**
	 * Notes a new consent, which is not in the file yet.
	 */
	void given(Consent consent) {
		this.current = consent;
		this.unwritten = consent;
		this.told = false;
	}

	/**
	 * Writes a note that is not in the file yet. Blocks.
	 * @param target the file of the refresh token, which is not a symbolic link
	 * @throws IOException if it cannot be written
	 */
	void write(Path target) throws IOException {
		Consent consent = this.unwritten;
		if (consent != null) {
			try {
				TokenWriter.replace(this.volume, noteOf(target), consent.json(), null);
				this.unwritten = null;
			}
			catch (IOException ex) {
				tell(noteOf(target), ex);
				throw ex;
			}
		}
	}

	private void tell(Path note, IOException cause) {
		if (!this.told) {
			this.told = true;
			logger.warn("{} cannot be written ({}), so the age of the consent is not known after a restart. It is "
					+ "tried again every minute", note, TokenWriter.reason(cause));
		}
	}

	/**
	 * Reads the note. Blocks.
	 * @param target the file of the refresh token, which is not a symbolic link
	 * @param digest the digest of the consent that the token in the file comes from
	 */
	void look(Path target, String digest) {
		Consent known = this.current;
		if (known == null || !known.refreshTokenDigest().equals(digest)) {
			Consent read = read(target);
			this.current = (read != null && read.refreshTokenDigest().equals(digest)) ? read : null;
		}
	}

	private @Nullable Consent read(Path target) {
		try {
			return Consent.read(this.volume.read(noteOf(target)));
		}
		catch (IOException ex) {
			// There is no note about a token that was put into the file by hand.
			return null;
		}
	}

	private static Path noteOf(Path target) {
		return target.resolveSibling(target.getFileName() + ".consent");
	}

}
