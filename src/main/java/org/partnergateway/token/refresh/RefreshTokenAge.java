package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.TokenFile;

/**
 * The age of the refresh token, since a consent ends that is not used for 90 days; and
 * whether the newest one is in its file, where a restart finds it. Safe for use by any
 * thread.
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
	 * Whether the grant uses a refresh token.
	 * @return whether there is a file for one
	 */
	public boolean isUsed() {
		return this.file != null;
	}

	/**
	 * Whether the newest refresh token is in its file.
	 * @return {@code false} while it is in memory only, because it cannot be written, or
	 * if the grant uses none
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
				// A renewal that reads the file reports what is wrong.
				this.written = null;
			}
		}
	}

	/**
	 * The time since the file with the refresh token was written, by the gateway or by an
	 * operator, according to the last {@link #look()}.
	 * @return the age, never negative; {@code null} if the file's time is not known
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
