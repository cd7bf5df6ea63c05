package org.partnergateway.consent.signin;

import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in and how, as the tokens say. Their signatures are not verified: they come
 * from the token endpoint itself (OpenID Connect Core 1.0, section 3.1.3.7, item 6).
 *
 * @param nonce the nonce of the ID token, or {@code null} if it has none
 * @param audience the applications that the ID token is for
 * @param tenants the tenants that the tokens name; usually one
 * @param userId the user in that tenant, or {@code null} if no token names one
 * @param methods how the user proved who it is; {@code null} if the access token is none
 * that can be read
 */
public record SignedIn(@Nullable String nonce, List<String> audience, Set<String> tenants, @Nullable String userId,
		@Nullable List<String> methods) {

	private static final JWTClaimsSet NOTHING = new JWTClaimsSet.Builder().build();

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final Set<String> MFA = Set.of("mfa", "ngcmfa");

	/**
	 * Reads both tokens.
	 */
	public static SignedIn of(@Nullable String idToken, String accessToken) {
		JWTClaimsSet id = Objects.requireNonNullElse(claims(idToken), NOTHING);
		JWTClaimsSet access = claims(accessToken);
		JWTClaimsSet readable = Objects.requireNonNullElse(access, NOTHING);
		Set<String> tenants = both(id, readable, "tid").collect(Collectors.toSet());
		return new SignedIn(text(id, "nonce"), id.getAudience(), tenants,
				both(id, readable, "oid").filter(ID.asMatchPredicate()).findFirst().orElse(null),
				(access != null) ? methods(access) : null);
	}

	/**
	 * Whether the user passed multi-factor authentication.
	 * @return whether the access token shows it; {@code null} if it cannot be read
	 */
	public @Nullable Boolean mfa() {
		return (this.methods != null) ? this.methods.stream().anyMatch(MFA::contains) : null;
	}

	private static Stream<String> both(JWTClaimsSet id, JWTClaimsSet access, String claim) {
		return Stream.of(id, access).mapMulti((claims, values) -> {
			String value = text(claims, claim);
			if (value != null) {
				values.accept(value);
			}
		});
	}

	private static @Nullable String text(JWTClaimsSet claims, String name) {
		return (claims.getClaim(name) instanceof String text) ? text : null;
	}

	private static List<String> methods(JWTClaimsSet access) {
		Object methods = access.getClaim("amr");
		return (methods instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: (methods instanceof String one) ? List.of(one.split(" ")) : List.of();
	}

	/**
	 * The claims of a token.
	 * @return the claims; {@code null} if the token is not a JWT that can be read
	 */
	private static @Nullable JWTClaimsSet claims(@Nullable String token) {
		try {
			return (token != null) ? JWTParser.parse(token).getJWTClaimsSet() : null;
		}
		catch (ParseException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return "SignedIn[tenants=%s, userId=%s, methods=%s]".formatted(this.tenants, this.userId, this.methods);
	}

}
