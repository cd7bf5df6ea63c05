package org.partnergateway.partnercenter.failure;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.token.TokenRefusal;

/**
 * The table of Partner Center's codes that refuse the gateway's credentials (401, 403):
 * what they mean, and what an operator can do.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/developer/error-codes">Partner
 * Center REST error codes</a>
 */
public final class CredentialRefusals {

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private static final String NO_MFA = "900421";

	private static final String AUDIENCE = "900420";

	private static final String APP_ONLY = "900329";

	private final boolean appOnly;

	/**
	 * Creates the table.
	 * @param appOnly whether the gateway's tokens are for the application alone, without
	 * a user
	 */
	public CredentialRefusals(boolean appOnly) {
		this.appOnly = appOnly;
	}

	/**
	 * The refusal of the token that a call was made with.
	 * @return the refusal; {@code null} if the reply does not refuse the token
	 */
	public @Nullable TokenRefusal ofToken(Reply reply) {
		String code = ErrorBody.read(reply.body()).code();
		boolean ofToken = switch (reply.status()) {
			case UNAUTHORIZED -> true;
			case FORBIDDEN -> APP_ONLY.equals(code) || isConditional(code);
			default -> false;
		};
		return ofToken ? new TokenRefusal(what(reply.status(), code), remedy(reply.status(), code),
				reply.status() == UNAUTHORIZED && !NO_MFA.equals(code) && !AUDIENCE.equals(code)) : null;
	}

	/**
	 * Whether Partner Center refuses a token because it shows no multi-factor
	 * authentication.
	 */
	public boolean isWithoutMfa(Reply reply) {
		return reply.status() == UNAUTHORIZED && NO_MFA.equals(ErrorBody.read(reply.body()).code());
	}

	/**
	 * What a reply with status 401 or 403 means, and what to do; fit for a caller.
	 */
	String message(Reply reply) {
		String code = ErrorBody.read(reply.body()).code();
		return what(reply.status(), code) + " " + remedy(reply.status(), code);
	}

	private String what(int status, @Nullable String code) {
		return switch (code) {
			case NO_MFA -> "Partner Center refused the gateway's token, since it shows no multi-factor authentication.";
			case AUDIENCE ->
				"Partner Center refused the gateway's token, since it no longer takes tokens for this audience.";
			case "900309" -> "Conditional Access blocks the gateway's token.";
			case "90000" -> "Microsoft Entra blocks the gateway's token.";
			case null, default -> {
				if (status == UNAUTHORIZED) {
					yield "Partner Center refused the gateway's token.";
				}
				yield needsUser(code) ? "License analytics need a user's consent, and the gateway's token has none."
						: "The user who consented may not read this report.";
			}
		};
	}

	private String remedy(int status, @Nullable String code) {
		return switch (code) {
			case NO_MFA ->
				"Consent again, signing in with multi-factor authentication: open the gateway's page /consent on "
						+ "its management port, or replace the refresh token. Another token of the same consent shows no more. "
						+ "A federated identity provider has to issue the claim.";
			case AUDIENCE -> "Set partner-center.token.scope and partner-center.token.uri to Partner Center's own, or "
					+ "remove them, and consent again for that audience (resource): open the gateway's page /consent on its "
					+ "management port.";
			case "900309", "90000" -> "Not the user's role, but the conditions of the sign-in are at fault: let the "
					+ "policies of the tenant allow the application, the user and the address of the machine that the "
					+ "gateway runs on, then consent again.";
			case null, default -> {
				if (status == UNAUTHORIZED) {
					yield "See the code that it gave, partner-center.token.scope, and the permissions of the "
							+ "application.";
				}
				yield needsUser(code) ? "Set partner-center.token.grant to refresh-token."
						: "See the code that Partner Center gave, and give the user's role the right to read it, or "
								+ "consent as a user who has it.";
			}
		};
	}

	private boolean needsUser(@Nullable String code) {
		return this.appOnly || APP_ONLY.equals(code);
	}

	private static boolean isConditional(@Nullable String code) {
		return "900309".equals(code) || "90000".equals(code);
	}

}
