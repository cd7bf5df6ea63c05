package org.partnergateway.consent.signin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignedIn}.
 */
class SignedInTests {

	private static final String NOBODY = plain("{}");

	@Test
	void userIsWhomBothTokensName() {
		SignedIn user = SignedIn.of(
				plain("{\"nonce\":\"n\",\"aud\":\"application\",\"tid\":\"t\",\"oid\":\"u\",\"amr\":[\"mfa\"]}"),
				plain("{\"nonce\":\"other\",\"aud\":\"api\",\"tid\":\"t\",\"oid\":\"other\",\"amr\":[\"pwd\"]}"));
		assertThat(user.nonce()).isEqualTo("n");
		assertThat(user.audience()).containsExactly("application");
		assertThat(user.tenants()).containsExactly("t");
		assertThat(user.userId()).isEqualTo("u");
		assertThat(user.methods()).as("of the access token").containsExactly("pwd");
		assertThat(user.mfa()).isFalse();
	}

	@Test
	void tenantsAreThoseOfBothTokens() {
		assertThat(SignedIn.of(plain("{\"tid\":\"a\"}"), plain("{\"tid\":\"b\"}")).tenants())
			.containsExactlyInAnyOrder("a", "b");
		assertThat(SignedIn.of(plain("{\"tid\":\"a\"}"), NOBODY).tenants()).containsExactly("a");
		assertThat(SignedIn.of(NOBODY, plain("{\"tid\":\"b\"}")).tenants()).containsExactly("b");
		assertThat(SignedIn.of(null, plain("{\"tid\":\"b\",\"oid\":\"u\"}")).userId()).isEqualTo("u");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "[\"pwd\",\"mfa\"] | true", "[\"mfa\"] | true", "[\"ngcmfa\",\"rsa\"] | true",
					"\"pwd mfa\" | true", "\"mfa\" | true", "\"ngcmfa\" | true", "[\"pwd\"] | false",
					"[\"MFA\"] | false", "[\"mfax\"] | false", "\"pwd\" | false", "\"\" | false", "[] | false",
					"[null,1,{}] | false", "{\"mfa\":true} | false", "1 | false", "null | false" })
	void mfaIsWhatTheAccessTokenSays(String methods, boolean mfa) {
		assertThat(SignedIn.of(NOBODY, plain("{\"amr\":%s}".formatted(methods))).mfa()).isEqualTo(mfa);
	}

	@Test
	void tokenWithoutMethodsShowsNoMfa() {
		assertThat(SignedIn.of(plain("{\"amr\":[\"mfa\"]}"), NOBODY).mfa()).isFalse();
	}

	@Test
	void tokensMayBeSignedOrNot() throws Exception {
		SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims());
		signed.sign(new MACSigner(new byte[32]));
		for (String token : List.of(signed.serialize(), new PlainJWT(claims()).serialize())) {
			SignedIn user = SignedIn.of(token, token);
			assertThat(user.nonce()).isEqualTo("n");
			assertThat(user.audience()).containsExactly("a", "b");
			assertThat(user.tenants()).containsExactly("t");
			assertThat(user.userId()).isEqualTo("u");
			assertThat(user.mfa()).isTrue();
		}
	}

	@Test
	void tokensThatAreEncryptedSayNothing() throws Exception {
		EncryptedJWT encrypted = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims());
		encrypted.encrypt(new DirectEncrypter(new byte[32]));
		assertThatNothingIsSaid(encrypted.serialize());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "opaque", "a.b", "a.b.c", "..", "....", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30",
			"eyJhbGciOiJub25lIn0.e30.x", "\uD800.\0.", "EwB4A8l6BAAU=" })
	void tokensThatAreNoneThatCanBeReadSayNothing(String token) {
		assertThatNothingIsSaid(token);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "1", "\"x\"", "{", "{\"exp\":\"soon\"}" })
	void payloadsThatAreNoClaimsSayNothing(String payload) {
		assertThatNothingIsSaid(plain(payload));
	}

	@Test
	void claimsOfAnotherTypeDoNotCount() {
		String odd = plain("{\"nonce\":1,\"tid\":[\"t\"],\"oid\":{},\"amr\":[\"mfa\"]}");
		SignedIn user = SignedIn.of(odd, odd);
		assertThat(user.nonce()).isNull();
		assertThat(user.audience()).isEmpty();
		assertThat(user.tenants()).isEmpty();
		assertThat(user.userId()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<b>", "a b", "a\\nb", "\\u0007", "\u00e4",
			"0123456789012345678901234567890123456789012345678901234567890123x" })
	void userThatIsNoIdIsUnknown(String id) {
		assertThat(SignedIn.of(plain("{\"oid\":\"%s\"}".formatted(id)), NOBODY).userId()).isNull();
		assertThat(SignedIn.of(plain("{\"oid\":\"%s\"}".formatted(id)), plain("{\"oid\":\"u-1\"}")).userId())
			.isEqualTo("u-1");
	}

	@Test
	void nonceAndTokensAreNotInToString() {
		String token = plain("{\"nonce\":\"n0nce\",\"tid\":\"t\",\"oid\":\"u\",\"amr\":[\"mfa\"]}");
		assertThat(SignedIn.of(token, token)).asString().contains("userId=u").doesNotContain("n0nce", "eyJ");
	}

	private static void assertThatNothingIsSaid(String token) {
		SignedIn user = SignedIn.of(token, token);
		assertThat(user.nonce()).isNull();
		assertThat(user.audience()).isEmpty();
		assertThat(user.tenants()).isEmpty();
		assertThat(user.userId()).isNull();
		assertThat(user.methods()).isNull();
		assertThat(user.mfa()).isNull();
	}

	private static JWTClaimsSet claims() {
		return new JWTClaimsSet.Builder().audience(List.of("a", "b"))
			.claim("nonce", "n")
			.claim("tid", "t")
			.claim("oid", "u")
			.claim("amr", List.of("pwd", "mfa"))
			.build();
	}

	private static String plain(String payload) {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
				+ base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".";
	}

}
