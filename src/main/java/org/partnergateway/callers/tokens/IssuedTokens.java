package org.partnergateway.callers.tokens;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Documents;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies access tokens. A token is acceptable if it is signed by a key of the issuer
 * that it names, with an algorithm whose private key only the issuer has, if it is meant
 * for this service, and if it is valid now (RFC 7519, RFC 8725).
 */
public final class IssuedTokens implements JwtDecoder {

	private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.RS384,
			SignatureAlgorithm.RS512, SignatureAlgorithm.PS256, SignatureAlgorithm.PS384, SignatureAlgorithm.PS512,
			SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512);

	// The types that a token may have, if it names one (RFC 9068, section 2.1).
	private static final List<String> TYPES = List.of("JWT", "at+jwt", "application/at+jwt");

	private static final Duration SKEW = Duration.ofSeconds(60);

	private final Map<String, JwtDecoder> decoders = new HashMap<>();

	private final List<IssuerKeys> keys = new ArrayList<>();

	private final @Nullable JwtDecoder onlyDecoder;

	public IssuedTokens(TrustedTokens trusted, Documents documents, TimeMeter time) {
		Map<String, KeySet> keySets = trusted.keySets(documents);
		int mostWaiting = IssuerKeys.mostWaiting(keySets.size());
		keySets.forEach((issuer, keySet) -> {
			IssuerKeys keys = new IssuerKeys(issuer.isEmpty() ? String.valueOf(trusted.jwkSetUri()) : issuer, keySet,
					time, mostWaiting);
			this.keys.add(keys);
			this.decoders.put(issuer, decoder(keys, issuer, trusted.audiences()));
		});
		this.onlyDecoder = trusted.issuers().isEmpty() ? this.decoders.get("") : null;
	}

	/**
	 * Verifies a token.
	 * @throws BadJwtException if it is not acceptable
	 * @throws org.springframework.security.oauth2.jwt.JwtException if the keys of its
	 * issuer are not available at the moment
	 */
	@Override
	public Jwt decode(String token) {
		JWTClaimsSet claims = claims(token);
		String issuer = Objects.requireNonNullElse(claims.getIssuer(), "");
		JwtDecoder decoder = (this.onlyDecoder != null) ? this.onlyDecoder : this.decoders.get(issuer);
		if (decoder == null) {
			throw new BadJwtException("issuer not trusted");
		}
		Date end = claims.getExpirationTime();
		if (end != null && end.toInstant().isBefore(Instant.now().minus(SKEW))) {
			// Checked before the signature, which takes longest and whose key may be
			// gone.
			throw new JwtValidationException("expired",
					List.of(new OAuth2Error("invalid_token", "Jwt expired at " + end.toInstant(), null)));
		}
		return decoder.decode(token);
	}

	/**
	 * Starts to load the keys of each issuer that are absent or old. Does not block.
	 */
	public void refresh() {
		this.keys.forEach(IssuerKeys::refresh);
	}

	/**
	 * Loads the keys of all issuers again, in parallel, and waits for them.
	 * @return the issuers whose keys could not be loaded
	 */
	public List<String> reload() {
		Map<IssuerKeys, CompletableFuture<Boolean>> reloads = new LinkedHashMap<>();
		this.keys.forEach((issuer) -> reloads.put(issuer,
				CompletableFuture.supplyAsync(issuer::reload, (task) -> Thread.ofVirtual().start(task))));
		List<String> unread = new ArrayList<>();
		reloads.forEach((issuer, read) -> {
			if (!read.join()) {
				unread.add(issuer.issuer());
			}
		});
		return List.copyOf(unread);
	}

	/**
	 * A number that changes when the keys of an issuer have changed.
	 */
	public int generation() {
		int sum = 0;
		for (IssuerKeys issuer : this.keys) {
			sum += issuer.generation();
		}
		return sum;
	}

	/**
	 * Reads the claims of a token before it is verified. They only select the keys to
	 * verify it with, and let an expired token be refused early.
	 */
	private static JWTClaimsSet claims(String token) {
		try {
			JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
			if (claims == null) {
				throw new BadJwtException("no claims that can be read");
			}
			return claims;
		}
		catch (ParseException | RuntimeException ex) {
			throw new BadJwtException("malformed token", ex);
		}
	}

	private static NimbusJwtDecoder decoder(IssuerKeys keys, String issuer, List<String> audiences) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
			.jwsAlgorithms((algorithms) -> algorithms.addAll(ALGORITHMS))
			.build();
		JwtTypeValidator types = new JwtTypeValidator(TYPES);
		types.setAllowEmpty(true);
		JwtTimestampValidator timestamps = new JwtTimestampValidator(SKEW);
		timestamps.setAllowEmptyExpiryClaim(false);
		OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
				(claim) -> claim != null && !Collections.disjoint(claim, audiences));
		// The defaults also require the certificate that a token is bound to.
		decoder.setJwtValidator(issuer.isEmpty()
				? JwtValidators.createDefaultWithValidators(List.of(types, timestamps, audience)) : JwtValidators
					.createDefaultWithValidators(List.of(types, timestamps, audience, new JwtIssuerValidator(issuer))));
		return decoder;
	}

}
