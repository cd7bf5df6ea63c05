package org.partnergateway.sandbox.signin;

/**
 * What a user granted cannot be turned into tokens.
 */
public final class GrantRefusedException extends RuntimeException {

	private final String error;

	private final int code;

	private final String description;

	private GrantRefusedException(String error, int code, String description) {
		super(description);
		this.error = error;
		this.code = code;
		this.description = description;
	}

	static GrantRefusedException invalidGrant(int code, String description) {
		return new GrantRefusedException("invalid_grant", code, description);
	}

	static GrantRefusedException invalidClient(int code, String description) {
		return new GrantRefusedException("invalid_client", code, description);
	}

	/**
	 * The error of RFC 6749, section 5.2.
	 */
	public String error() {
		return this.error;
	}

	/**
	 * Microsoft Entra's own code, without {@code AADSTS}.
	 */
	public int code() {
		return this.code;
	}

	/**
	 * What is wrong, in words that need no escaping in JSON.
	 */
	public String description() {
		return this.description;
	}

}
