package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.TokenFile;

/**
 * How old the refresh token is: a consent that is not used for 90 days ends. And whether
 * the newest one is where a restart finds it. Safe for use by any thread.
 */
public final class RefreshTokenAge {

	private final @Nullable TokenFile file;

	private final InstantSource clock;

	private volatile boolean kept = true;

	private volatile @Nullable Instant written;

	public RefreshTokenAge(@Nullable TokenFile file, InstantSource clock) {
		this.file = file;
		this.clock = clock;
	}

	/**
	 * Whether the grant takes a refresh token.
	 * @return whether there should be one
	 */
	public boolean isUsed() {
		return this.file != null;
	}

	/**
	 * Whether the newest refresh token is in its file.
	 * @return {@code false} while it is in memory only, because it cannot be written, or
	 * if the grant takes none
	 */
	public boolean isKept() {
		return this.file != null && this.kept;
	}

	/**
	 * Notes whether the newest refresh token is in its file.
	 */
	public void kept(boolean inFile) {
		this.kept = inFile;
	}

	/**
	 * Notes when the file was written. Blocks.
	 */
	public void look() {
		if (this.file != null) {
			try {
				this.written = Files.getLastModifiedTime(this.file.path()).toInstant();
			}
			catch (IOException ex) {
				// Whoever reads it for a renewal says what is wrong.
				this.written = null;
			}
		}
	}

	/**
	 * The time since the file with the refresh token was written, by the gateway or by an
	 * operator, as of when it was looked at last.
	 * @return the age, never negative; {@code null} if there is no such file
	 */
	public @Nullable Duration age() {
		Instant since = this.written;
		if (since == null) {
			return null;
		}
		Duration age = Duration.between(since, this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

}
