package org.partnergateway.token.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A digest that identifies the content of a file with credentials without revealing it.
 *
 * @param digest the SHA-256 of the content, in hexadecimal form
 * @param consent the digest of the refresh token that the user's consent gave, and from
 * which the one in the file was issued; {@code null} if the file holds another credential
 * @param certain whether the consent is known, and not merely assumed
 */
public record Fingerprint(String digest, @Nullable String consent, boolean certain) {

	/**
	 * The fingerprint of a credential that is not a refresh token.
	 */
	static Fingerprint of(byte[] content) {
		return new Fingerprint(digest(content), null, true);
	}

	/**
	 * The SHA-256 of a token, in hexadecimal form.
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
