package org.partnergateway.sandbox.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Issues authorization codes and redeems each of them once, within ten minutes, for the
 * application that asked. Remembers the newest thousand. Safe for use by any thread.
 */
public final class AuthorizationCodes {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

	private final IssuedSecrets<Issued> codes = new IssuedSecrets<>();

	private final InstantSource clock;

	/**
	 * Creates a source of codes.
	 * @param clock tells when a code expires
	 */
	public AuthorizationCodes(InstantSource clock) {
		this.clock = clock;
	}

	String issue(ConsentedRequest consent) {
		return this.codes.issue(new Issued(consent, this.clock.instant().plus(LIFETIME), new AtomicBoolean()));
	}

	/**
	 * Redeems a code. A code that is refused stays redeemable for whoever has the right
	 * parameters.
	 * @param form the token request
	 * @return what the code stands for
	 * @throws GrantRefusedException if the code is unknown, used or expired, or the
	 * request does not go with the one that led to the code
	 */
	ConsentedRequest redeem(Map<String, String> form) {
		Issued issued = this.codes.find(form.getOrDefault("code", ""));
		if (issued == null || !issued.request().clientId().equals(form.get("client_id"))) {
			throw GrantRefusedException.invalidGrant(70000,
					"The provided value for the 'code' parameter is not valid.");
		}
		if (issued.used().get()) {
			throw used();
		}
		if (!issued.expiry().isAfter(this.clock.instant())) {
			throw GrantRefusedException.invalidGrant(70008, "The provided authorization code has expired.");
		}
		if (!issued.request().redirectUri().equals(form.get("redirect_uri"))) {
			throw GrantRefusedException.invalidClient(500112,
					"The reply address does not match the reply address of the authorization request.");
		}
		String verifier = form.getOrDefault("code_verifier", "");
		if (!VERIFIER.matcher(verifier).matches() || !issued.request().codeChallenge().equals(challenge(verifier))) {
			throw GrantRefusedException.invalidGrant(501481,
					"The Code_Verifier does not match the code_challenge of the authorization request.");
		}
		if (!issued.used().compareAndSet(false, true)) {
			throw used();
		}
		return issued.consent();
	}

	private static GrantRefusedException used() {
		return GrantRefusedException.invalidGrant(54005, "The authorization code was already redeemed.");
	}

	private static String challenge(String verifier) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Issued(ConsentedRequest consent, Instant expiry, AtomicBoolean used) {

		AuthorizationRequest request() {
			return this.consent.request();
		}

	}

}
