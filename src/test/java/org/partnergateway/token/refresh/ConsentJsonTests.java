package org.partnergateway.token.refresh;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.token.credential.Fingerprint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the form in which a {@link Consent} is on disk.
 */
class ConsentJsonTests {

	private static final Instant NOW = Instant.parse("2026-11-25T12:34:56.789Z");

	private static final String DIGEST = Fingerprint.digest("s3cret");

	@Test
	void membersAreThoseThatOthersRead() {
		JsonNode json = JsonMapper.shared().readTree(Consent.of(NOW, "a-tenant", "a-user", "s3cret").json());
		assertThat(json.propertyNames()).containsExactlyInAnyOrder("consentedAt", "tenantId", "userId", "mfa",
				"refreshTokenDigest");
		assertThat(json.get("consentedAt").isString()).isTrue();
		assertThat(Instant.parse(json.get("consentedAt").asString())).isEqualTo(NOW);
		assertThat(json.get("tenantId").asString()).isEqualTo("a-tenant");
		assertThat(json.get("userId").asString()).isEqualTo("a-user");
		assertThat(json.get("mfa").isBoolean()).isTrue();
		assertThat(json.get("mfa").asBoolean()).isTrue();
		assertThat(json.get("refreshTokenDigest").asString()).isEqualTo(DIGEST);
	}

	@Test
	void tokenIsInNeitherFileNorLog() {
		Consent consent = Consent.of(NOW, "a-tenant", "a-user", "s3cret");
		assertThat(new String(consent.json(), StandardCharsets.UTF_8)).doesNotContain("s3cret");
		assertThat(consent).asString().doesNotContain("s3cret");
	}

	@Test
	void whatIsWrittenIsReadAgain() {
		Consent consent = Consent.of(NOW, "Ténant", null, "s3cret");
		assertThat(Consent.read(consent.json())).isEqualTo(consent);
	}

	@Test
	void userThatIsUnknownIsNull() {
		assertThat(
				JsonMapper.shared().readTree(Consent.of(NOW, "a-tenant", null, "s3cret").json()).get("userId").isNull())
			.isTrue();
		for (String user : new String[] { "", "\"userId\":null," }) {
			Consent consent = Objects.requireNonNull(
					read("""
							{"consentedAt":"2026-11-25T12:34:56.789Z","tenantId":"a-tenant",%s"mfa":true,"refreshTokenDigest":"d"}"""
						.formatted(user)));
			assertThat(consent.userId()).isNull();
			assertThat(consent.mfa()).isTrue();
		}
	}

	@Test
	void memberOfALaterVersionIsIgnored() {
		assertThat(read("""
				{"consentedAt":"2026-11-25T13:34:56+01:00","tenantId":"a-tenant","mfa":false,"refreshTokenDigest":"d",
				 "later":{"a":[1]}}"""))
			.isEqualTo(new Consent(Instant.parse("2026-11-25T12:34:56Z"), "a-tenant", null, false, "d"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "1", "\"text\"", "{", "{}", "\0\0\0", "s3cret",
			"{\"consentedAt\":\"2026-11-25T12:34:56Z\",\"tenantId\":\"a-tenant\",\"mfa\":true}",
			"{\"consentedAt\":\"2026-11-25T12:34:56Z\",\"mfa\":true,\"refreshTokenDigest\":\"d\"}",
			"{\"tenantId\":\"a-tenant\",\"mfa\":true,\"refreshTokenDigest\":\"d\"}",
			"{\"consentedAt\":null,\"tenantId\":\"a-tenant\",\"mfa\":true,\"refreshTokenDigest\":\"d\"}",
			"{\"consentedAt\":\"yesterday\",\"tenantId\":\"a-tenant\",\"mfa\":true,\"refreshTokenDigest\":\"d\"}",
			"{\"consentedAt\":{},\"tenantId\":\"a-tenant\",\"mfa\":true,\"refreshTokenDigest\":\"d\"}",
			"{\"consentedAt\":\"2026-11-25T12:34:56Z\",\"tenantId\":\"a-tenant\",\"mfa\":\"x\",\"refreshTokenDigest\":\"d\"}" })
	void whatIsNoConsentIsNone(String json) {
		assertThat(read(json)).isNull();
	}

	@Test
	void bytesThatAreNoTextAreNone() {
		assertThat(Consent.read(new byte[] { (byte) 0xFF, (byte) 0xFE, '{', 0 })).isNull();
	}

	private static @Nullable Consent read(String json) {
		return Consent.read(json.getBytes(StandardCharsets.UTF_8));
	}

}
