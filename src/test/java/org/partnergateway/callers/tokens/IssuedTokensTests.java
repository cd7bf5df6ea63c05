package org.partnergateway.callers.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;

import org.springframework.security.oauth2.jwt.BadJwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link IssuedTokens}.
 */
class IssuedTokensTests {

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	private static final IssuedTokens TOKENS = new IssuedTokens(
			new TrustedTokens(List.of(PROVIDER.issuer(), "https://other.invalid"), null,
					List.of("other", IdentityProvider.AUDIENCE)),
			IdentityProvider.DOCUMENTS, new ManualTime());

	@AfterAll
	static void stop() {
		PROVIDER.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256" })
	void decodeWhenAlgorithmIsAsymmetricReadsTheToken(String algorithm) {
		String token = PROVIDER.token(JWSAlgorithm.parse(algorithm), (_) -> {
		});
		assertThat(TOKENS.decode(token).getSubject()).isEqualTo("a-person");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "at+jwt", "AT+JWT", "application/at+jwt" })
	void decodeWhenTypeIsAnAccessTokensReadsTheToken(String type) {
		assertThat(TOKENS.decode(PROVIDER.tokenOfType(type)).getSubject()).isEqualTo("a-person");
	}

	@Test
	void decodeWhenClocksDifferALittleReadsTheToken() {
		String token = PROVIDER.token((claims) -> claims.expirationTime(in(Duration.ofSeconds(-50)))
			.notBeforeTime(in(Duration.ofSeconds(-100))));
		assertThat(TOKENS.decode(token).getSubject()).isEqualTo("a-person");
		String early = PROVIDER.token((claims) -> claims.notBeforeTime(in(Duration.ofSeconds(50))));
		assertThat(TOKENS.decode(early).getSubject()).isEqualTo("a-person");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unacceptable")
	void decodeWhenTokenIsNotAcceptableRefusesIt(String what, Function<IdentityProvider, String> token) {
		String unacceptable = token.apply(PROVIDER);
		assertThatExceptionOfType(BadJwtException.class).as(what).isThrownBy(() -> TOKENS.decode(unacceptable));
	}

	@Test
	void decodeWhenKeySetAloneDecidesTakesAnyIssuer() {
		IssuedTokens tokens = new IssuedTokens(
				new TrustedTokens(List.of(), PROVIDER.jwkSetUri(), List.of(IdentityProvider.AUDIENCE)),
				IdentityProvider.DOCUMENTS, new ManualTime());
		String token = PROVIDER.token((claims) -> claims.issuer("https://whoever.invalid"));
		assertThat(tokens.decode(token).getSubject()).isEqualTo("a-person");
		assertThatExceptionOfType(BadJwtException.class)
			.isThrownBy(() -> tokens.decode(PROVIDER.token((claims) -> claims.audience("another"))));
	}

	static Stream<Arguments> unacceptable() {
		return Stream.of(
				refused("expired", (idp) -> idp.token((claims) -> claims.expirationTime(in(Duration.ofSeconds(-70))))),
				refused("never expires", (idp) -> idp.token((claims) -> claims.expirationTime(null))),
				refused("not yet valid",
						(idp) -> idp.token((claims) -> claims.notBeforeTime(in(Duration.ofSeconds(70))))),
				refused("wrong issuer", (idp) -> idp.token((claims) -> claims.issuer("https://evil.invalid"))),
				refused("no issuer", (idp) -> idp.token((claims) -> claims.issuer(null))),
				refused("wrong audience", (idp) -> idp.token((claims) -> claims.audience("another"))),
				refused("no audience", (idp) -> idp.token((claims) -> claims.audience((String) null))),
				refused("not signed", IdentityProvider::tokenWithoutSignature),
				refused("signed with the public key", IdentityProvider::tokenOfPublicKeyAsSecret),
				refused("unknown key", IdentityProvider::tokenOfUnknownKey),
				refused("another key than it says", IdentityProvider::tokenOfStolenName),
				refused("type of something else", (idp) -> idp.tokenOfType("logout+jwt")),
				refused("bound to a certificate",
						(idp) -> idp.token((claims) -> claims.claim("cnf", Map.of("x5t#S256", "abc")))),
				refused("changed", (idp) -> swapClaims(idp)), refused("garbage", (_) -> "a.b.c"),
				refused("almost nothing", (_) -> ".."), refused("no token", (_) -> "nonsense"));
	}

	private static Arguments refused(String what, Function<IdentityProvider, String> token) {
		return Arguments.of(what, token);
	}

	private static String swapClaims(IdentityProvider provider) {
		String[] one = provider.token((_) -> {
		}).split("\\.", -1);
		String[] other = provider.token((claims) -> claims.subject("somebody-else")).split("\\.", -1);
		return one[0] + "." + other[1] + "." + one[2];
	}

	private static Date in(Duration time) {
		return Date.from(Instant.now().plus(time));
	}

}
