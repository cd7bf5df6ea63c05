package org.partnergateway.token.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What an operator can do about a refusal: the one table of Microsoft Entra's codes,
 * which are those of its
 * <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">
 * reference</a>. Where it has no code, the OAuth error decides (RFC 6749, section 5.2).
 */
final class Remedies {

	static final String NOT_A_TOKEN_ENDPOINT = "Check partner-center.token.uri, and what stands between the gateway "
			+ "and the token endpoint.";

	private static final String FILE = "put a refresh token into the file that "
			+ "partner-center.token.refresh-token-file names.";

	private static final String PAGE = "open the gateway's page /consent on its management port (the log of the start "
			+ "has the address), or " + FILE;

	static final String FIRST_CONSENT = "Let a user consent, signing in with multi-factor authentication: " + PAGE;

	static final String FIRST_TOKEN = "Let a user consent, and " + FILE;

	private static final String CONSENT = "Sign in with multi-factor authentication and consent again: " + PAGE;

	private static final String CONSENT_ENDED = "The consent has ended: it was not used for too long, a policy of the "
			+ "tenant ended it, or the user's password was changed. " + CONSENT;

	private static final String MFA_AGAIN = "Microsoft Entra demands multi-factor authentication anew. " + CONSENT;

	private static final String NO_CONSENT = "Nobody has consented to what the application asks for. Let a user of "
			+ "the tenant, or an administrator, consent: " + PAGE;

	private static final String CONDITIONAL_ACCESS = "A Conditional Access policy refuses the machine that the gateway "
			+ "runs on: let the policy allow its address, or exclude the application or the user. If it goes on, "
			+ "consent again from there.";

	private static final String USER = "Check the account of the user who consented: it is disabled, locked, at risk, "
			+ "unknown in the tenant, or not assigned to the application. Then consent again.";

	private static final String WAIT = "Wait: Microsoft Entra blocks an application that asks for the same token too "
			+ "often, and nothing needs to be replaced. If it goes on, look for something else that uses the same "
			+ "application.";

	private static final String TRANSIENT = "Wait: Microsoft Entra has a passing trouble, and is asked again.";

	private static final String UNKNOWN = "The application is unknown in the tenant: check "
			+ "partner-center.token.client-id, partner-center.token.tenant-id and partner-center.cloud.";

	private static final String DISABLED = "The application is disabled in the tenant: let an administrator enable it.";

	private static final String TENANT = "The tenant is unknown: check partner-center.token.tenant-id and "
			+ "partner-center.cloud.";

	private static final String IDENTITY = "Check partner-center.token.client-id and partner-center.token.tenant-id: "
			+ "the application must be registered there, and allowed to use the grant.";

	private static final String WRONG_SECRET = "The client secret is wrong: replace it by the secret's value, which is "
			+ "not its ID.";

	private static final String EXPIRED_SECRET = "The client secret or certificate has expired: create another one "
			+ "and replace it.";

	private static final String CERTIFICATE = "Check the certificate, its private key and the clock of the machine: "
			+ "the certificate must be registered with the application.";

	private static final String FEDERATED = "Check the issuer, subject and audience of the application's federated "
			+ "credential against the assertion in the file that partner-center.token.client-assertion-file names.";

	private static final String CLIENT = "The client secret, certificate or assertion is wrong or has expired: "
			+ "replace it.";

	private static final String PUBLIC_CLIENT = "The application is registered as a public client: register it as "
			+ "one with a secret (platform Web).";

	private static final String SCOPE = "Check partner-center.token.scope.";

	private static final String GARBLED = "The request or the refresh token in it is not well formed: check that the "
			+ "file that partner-center.token.refresh-token-file names holds the whole token and nothing else, else "
			+ "consent again.";

	private static final Map<String, String> BY_CODE = byCode();

	private static final Set<String> THROTTLED = Set.of("AADSTS50196", "AADSTS90055");

	private static final Set<String> PASSING = Set.of("AADSTS90006", "AADSTS90012", "AADSTS90024", "AADSTS90033");

	private Remedies() {
	}

	/**
	 * The remedy for a refusal, as sentences.
	 * @param error the OAuth error code
	 * @param detailCode the AADSTS code, which takes precedence if it is known
	 */
	static String of(@Nullable String error, @Nullable String detailCode) {
		String known = (detailCode != null) ? BY_CODE.get(detailCode) : null;
		return (known != null) ? known : of(error);
	}

	/**
	 * Whether there is a remedy for a code.
	 */
	static boolean isKnown(String detailCode) {
		return BY_CODE.containsKey(detailCode);
	}

	/**
	 * Whether Microsoft Entra is throttling, regardless of the status and error that it
	 * gives.
	 */
	static boolean isThrottling(@Nullable String detailCode) {
		return detailCode != null && THROTTLED.contains(detailCode);
	}

	/**
	 * Whether the failure passes by itself, regardless of the status and error that
	 * Microsoft Entra gives.
	 */
	static boolean isPassing(@Nullable String detailCode) {
		return detailCode != null && PASSING.contains(detailCode);
	}

	private static String of(@Nullable String error) {
		return switch (error) {
			case "invalid_grant", "interaction_required", "login_required" -> CONSENT;
			case "consent_required" -> NO_CONSENT;
			case "invalid_client" -> CLIENT;
			case "unauthorized_client" -> IDENTITY;
			case "invalid_scope", "invalid_resource", "invalid_target" -> SCOPE;
			case null -> NOT_A_TOKEN_ENDPOINT;
			default -> "Check the settings under partner-center.token.";
		};
	}

	private static Map<String, String> byCode() {
		Map<String, String> remedies = new HashMap<>();
		put(remedies, WAIT, 50196, 90055);
		put(remedies, TRANSIENT, 90006, 90012, 90024, 90033);
		put(remedies, CONSENT_ENDED, 50089, 50133, 50173, 70008, 70043, 700081, 700082, 700084);
		put(remedies, MFA_AGAIN, 50072, 50074, 50076, 50078, 50079, 50158);
		put(remedies, NO_CONSENT, 65001, 65004, 90008, 90094, 90095);
		put(remedies, CONDITIONAL_ACCESS, 50005, 50097, 50131, 53000, 53001, 53002, 53003, 530031, 530034);
		put(remedies, USER, 50020, 50034, 50053, 50055, 50057, 50105, 50144, 50177, 50178, 53004, 53011);
		put(remedies, UNKNOWN, 70001, 700016);
		put(remedies, DISABLED, 7000112);
		put(remedies, TENANT, 50059, 90002, 90038, 90043, 900021, 900023);
		put(remedies, IDENTITY, 50194, 7000113, 7000114);
		put(remedies, WRONG_SECRET, 7000215);
		put(remedies, EXPIRED_SECRET, 7000222);
		put(remedies, CERTIFICATE, 50012, 50013, 700024, 700027);
		put(remedies, FEDERATED, 70021, 700023, 700211, 700212, 700213, 700214, 700222, 700223, 700238);
		put(remedies, CLIENT, 70002, 7000214, 7000216, 7000218);
		put(remedies, PUBLIC_CLIENT, 700025);
		put(remedies, SCOPE, 28002, 28003, 65005, 70011, 500011, 650053, 650057);
		put(remedies, GARBLED, 70000, 900144, 9002313);
		return Map.copyOf(remedies);
	}

	private static void put(Map<String, String> remedies, String remedy, Integer... codes) {
		List.of(codes).forEach((code) -> remedies.put("AADSTS" + code, remedy));
	}

}
