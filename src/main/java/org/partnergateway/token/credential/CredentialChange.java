package org.partnergateway.token.credential;

import org.jspecify.annotations.Nullable;

/**
 * How a file with credentials differs from what was presented last, in ascending order of
 * weight.
 */
public enum CredentialChange {

	/** It does not differ, or is empty or unreadable. */
	NONE,

	/** Another gateway has rotated the refresh token that they share. */
	ROTATED,

	/** A secret, an assertion, a certificate or its key has been replaced. */
	REPLACED,

	/** The refresh token comes from another consent. */
	CONSENT;

	static CredentialChange between(@Nullable Fingerprint used, @Nullable Fingerprint seen) {
		if (seen == null || (used != null && seen.digest().equals(used.digest()))) {
			return NONE;
		}
		if (seen.consent() == null) {
			return REPLACED;
		}
		return (used != null && seen.consent().equals(used.consent())) ? ROTATED : CONSENT;
	}

}
