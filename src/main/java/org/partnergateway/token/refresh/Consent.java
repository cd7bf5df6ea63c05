package org.partnergateway.token.refresh;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.Fingerprint;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user's consent, as the gateway has proved it.
 *
 * @param consentedAt when it was proved
 * @param tenantId the GUID of the user's tenant
 * @param userId the GUID of the user in that tenant; {@code null} if it is not known
 * @param mfa whether its access token showed multi-factor authentication
 * @param refreshTokenDigest the SHA-256 of the refresh token that it gave, in hexadecimal
 * form, by which it is known whether the token in the file comes from it
 */
public record Consent(Instant consentedAt, String tenantId, @Nullable String userId, boolean mfa,
		String refreshTokenDigest) {

	/**
	 * A consent that has just been proved.
	 * @param refreshToken the refresh token that it gave
	 */
	public static Consent of(Instant now, String tenantId, @Nullable String userId, String refreshToken) {
		return new Consent(now, tenantId, userId, true, Fingerprint.digest(refreshToken));
	}

	byte[] json() {
		return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
	}

	/**
	 * Reads a consent.
	 * @return the consent; {@code null} if the text is not one
	 */
	static @Nullable Consent read(byte[] json) {
		try {
			Consent read = JsonMapper.shared().readValue(new String(json, StandardCharsets.UTF_8), Consent.class);
			return (read != null && isWhole(read)) ? read : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * A missing member is {@code null}, whatever its type says.
	 */
	@SuppressWarnings("ConstantValue")
	private static boolean isWhole(Consent read) {
		return read.consentedAt != null && read.tenantId != null && read.refreshTokenDigest != null;
	}

}
