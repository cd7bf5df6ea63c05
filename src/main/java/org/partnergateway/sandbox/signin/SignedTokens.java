package org.partnergateway.sandbox.signin;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;

/**
 * Makes access tokens and ID tokens that say who the user is. They are signed with a
 * secret of this process, so nobody else can verify them. Safe for use by any thread.
 */
public final class SignedTokens {

	private static final String API = "https://api.partnercenter.microsoft.com";

	private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

	private final byte[] secret = new byte[32];

	private final Duration lifetime;

	private final InstantSource clock;

	private final Supplier<URI> baseUrl;

	/**
	 * Creates the maker of tokens.
	 * @param lifetime how long a token is valid
	 * @param clock tells when a token is issued
	 * @param baseUrl the address of the sandbox, asked for with each token
	 */
	public SignedTokens(Duration lifetime, InstantSource clock, Supplier<URI> baseUrl) {
		this.lifetime = lifetime;
		this.clock = clock;
		this.baseUrl = baseUrl;
		new SecureRandom().nextBytes(this.secret);
	}

	String accessToken(ConsentedRequest consent) {
		Map<String, Object> claims = claims(consent.user());
		claims.put("aud", API);
		claims.put("appid", consent.request().clientId());
		claims.put("scp", "user_impersonation");
		claims.put("amr", consent.user().authenticationMethods());
		// Otherwise two tokens of the same second are equal.
		claims.put("uti", UUID.randomUUID().toString());
		return signed(claims);
	}

	String idToken(ConsentedRequest consent) {
		SandboxUser user = consent.user();
		Map<String, Object> claims = claims(user);
		claims.put("aud", consent.request().clientId());
		claims.put("sub", "subject-" + user.choice());
		claims.put("preferred_username", user.signInName());
		String nonce = consent.request().nonce();
		if (nonce != null) {
			claims.put("nonce", nonce);
		}
		return signed(claims);
	}

	private Map<String, Object> claims(SandboxUser user) {
		Instant now = this.clock.instant();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", Discovery.issuer(this.baseUrl.get(), user.tenantId()));
		claims.put("tid", user.tenantId());
		claims.put("oid", user.objectId());
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", now.plus(this.lifetime).getEpochSecond());
		return claims;
	}

	private String signed(Map<String, Object> claims) {
		JWSObject token = new JWSObject(HEADER, new Payload(claims));
		try {
			token.sign(new MACSigner(this.secret));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

}
