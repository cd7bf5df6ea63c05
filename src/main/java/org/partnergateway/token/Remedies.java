package org.partnergateway.token;

import org.jspecify.annotations.Nullable;

/**
 * What an operator can do about a refusal. Microsoft Entra's codes are those of its
 * <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">
 * reference</a>.
 */
final class Remedies {

	static final String NOT_A_TOKEN_ENDPOINT = "Check partner-center.token.uri, and what stands between the gateway "
			+ "and the token endpoint.";

	private static final String CONSENT = "Sign in with multi-factor authentication and consent again, then put the "
			+ "new refresh token into the file that partner-center.token.refresh-token-file names.";

	private static final String IDENTITY = "Check partner-center.token.client-id and partner-center.token.tenant-id: "
			+ "the application must be registered there, and allowed to use the grant.";

	private Remedies() {
	}

	/**
	 * The remedy for a refusal.
	 * @param error the OAuth error code
	 * @param detailCode the AADSTS code, which tells more where there is one
	 */
	static String of(@Nullable String error, @Nullable String detailCode) {
		return switch (detailCode) {
			case "AADSTS7000222" -> "The client secret has expired: create another one and replace it.";
			case "AADSTS700016", "AADSTS90002", "AADSTS900023" -> IDENTITY;
			case "AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS700213" ->
				"Check the issuer, subject and audience of the application's federated credential against the "
						+ "assertion in the file that partner-center.token.client-assertion-file names.";
			case null, default -> of(error);
		};
	}

	private static String of(@Nullable String error) {
		return switch (error) {
			case "invalid_grant", "interaction_required", "login_required", "consent_required" -> CONSENT;
			case "invalid_client" -> "The client secret, certificate or assertion is wrong or has expired: replace it.";
			case "unauthorized_client" -> IDENTITY;
			case "invalid_scope", "invalid_resource", "invalid_target" -> "Check partner-center.token.scope.";
			case null -> NOT_A_TOKEN_ENDPOINT;
			default -> "Check the settings under partner-center.token.";
		};
	}

}
