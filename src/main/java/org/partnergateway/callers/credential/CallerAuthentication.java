package org.partnergateway.callers.credential;

/**
 * How callers prove who they are.
 */
public enum CallerAuthentication {

	/** By an access token of an OpenID Connect issuer. */
	JWT(true, false),

	/** By an API key. */
	API_KEY(false, true),

	/** By either. */
	JWT_OR_API_KEY(true, true),

	/** Not at all: everyone who can reach the gateway may read the partner's figures. */
	NONE(false, false);

	private final boolean tokens;

	private final boolean keys;

	CallerAuthentication(boolean tokens, boolean keys) {
		this.tokens = tokens;
		this.keys = keys;
	}

	public boolean acceptsTokens() {
		return this.tokens;
	}

	public boolean acceptsKeys() {
		return this.keys;
	}

}
