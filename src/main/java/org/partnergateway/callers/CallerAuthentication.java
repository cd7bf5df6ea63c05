package org.partnergateway.callers;

/**
 * How callers prove who they are.
 */
enum CallerAuthentication {

	/** By an access token of an OpenID Connect issuer. */
	JWT(true, false),

	/** By an API key. */
	API_KEY(false, true),

	/** By either. */
	JWT_OR_API_KEY(true, true),

	/** Not at all: whoever reaches the gateway reads the partner's figures. */
	NONE(false, false);

	private final boolean tokens;

	private final boolean keys;

	CallerAuthentication(boolean tokens, boolean keys) {
		this.tokens = tokens;
		this.keys = keys;
	}

	boolean acceptsTokens() {
		return this.tokens;
	}

	boolean acceptsKeys() {
		return this.keys;
	}

}
