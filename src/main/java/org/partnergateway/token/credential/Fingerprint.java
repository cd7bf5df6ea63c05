package org.partnergateway.token.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * What tells the content of a file with credentials from another one, and tells nothing
 * about it.
 *
 * @param digest of the content
 * @param consent of the refresh token that a user's consent gave, from which the one in
 * the file comes; {@code null} if the file holds another credential
 * @param certain whether that is known, and not merely assumed because nothing is known
 * of the token
 */
public record Fingerprint(String digest, @Nullable String consent, boolean certain) {

	/**
	 * That of a credential which is no refresh token.
	 */
	static Fingerprint of(byte[] content) {
		return new Fingerprint(digest(content), null, true);
	}

	/**
	 * The SHA-256 of a token.
	 */
	public static String digest(String token) {
		return digest(token.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The SHA-256 of some bytes, in hexadecimal form.
	 */
	public static String digest(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			// Every Java platform has it.
			throw new IllegalStateException(ex);
		}
	}

}
