package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distinguishes a refresh token that an operator put into the file from one that a
 * gateway rotated: a note beside the file, for all replicas that share it, with the
 * digests of the last two tokens and of their consent. It is written before the token and
 * names the previous one too, so that it is right at any moment. All methods but
 * {@link #isCertain()} block. Safe for use by any thread.
 */
final class RotationMark {

	private static final Logger logger = LoggerFactory.getLogger(RotationMark.class);

	private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

	private final Volume volume;

	// If there is no note, this gateway still knows its own tokens.
	private volatile @Nullable Rotation latest;

	private volatile boolean written = true;

	private volatile boolean alone;

	RotationMark(Volume volume) {
		this.volume = volume;
	}

	/**
	 * Whether a token of another replica is recognized. It is not if the note cannot be
	 * written, or if the file is a mount of its own, since then each replica may have
	 * another directory around it.
	 */
	boolean isCertain() {
		return this.written && !this.alone;
	}

	/**
	 * Notes whether the file could be replaced as a whole. A mount of its own cannot.
	 */
	void fileReplaced(boolean asAWhole) {
		this.alone = !asAWhole;
	}

	/**
	 * The consent from which the token in the file was issued.
	 * @param target the file that holds it, which is not a symbolic link
	 * @param token the token
	 * @return the digest of the consent's own token; that of this token if nothing else
	 * is known
	 */
	String consentOf(Path target, String token) {
		String digest = Fingerprint.digest(token);
		Rotation noted = read(target);
		if (noted != null && noted.concerns(digest)) {
			return noted.consent();
		}
		Rotation own = this.latest;
		return (own != null && own.concerns(digest)) ? own.consent() : digest;
	}

	/**
	 * Whether two tokens were issued from one consent, as far as that is known.
	 * @param file the file that holds one of them
	 */
	boolean areOfOneConsent(Path file, String token, String other) {
		try {
			Path target = file.toRealPath();
			return consentOf(target, token).equals(consentOf(target, other));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Notes that a token is about to be replaced.
	 * @param target the file that holds it, which is not a symbolic link
	 * @param sent the old token
	 * @param received the new token
	 */
	void rotate(Path target, String sent, String received) {
		Rotation rotation = new Rotation(consentOf(target, sent), Fingerprint.digest(sent),
				Fingerprint.digest(received));
		this.latest = rotation;
		try {
			TokenWriter.replace(this.volume, markOf(target), rotation.content(), null);
			this.written = true;
		}
		catch (IOException ex) {
			if (this.written) {
				this.written = false;
				logger.info("{} cannot be written ({}), so a refresh token of another replica passes for a consent",
						markOf(target), TokenWriter.reason(ex));
			}
		}
	}

	private @Nullable Rotation read(Path target) {
		try {
			return Rotation.of(new String(this.volume.read(markOf(target)), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			// There is no note before the first rotation.
			return null;
		}
	}

	private static Path markOf(Path target) {
		return target.resolveSibling(target.getFileName() + ".rotated");
	}

	/**
	 * A rotation, in digests.
	 *
	 * @param consent the token that a user's consent gave
	 * @param sent the old token
	 * @param received the new token
	 */
	private record Rotation(String consent, String sent, String received) {

		static @Nullable Rotation of(String content) {
			List<String> lines = content.lines().toList();
			return (lines.size() == 3 && lines.stream().allMatch(DIGEST.asMatchPredicate()))
					? new Rotation(lines.get(0), lines.get(1), lines.get(2)) : null;
		}

		boolean concerns(String digest) {
			return this.sent.equals(digest) || this.received.equals(digest);
		}

		byte[] content() {
			return "%s%n%s%n%s%n".formatted(this.consent, this.sent, this.received).getBytes(StandardCharsets.US_ASCII);
		}

	}

}
