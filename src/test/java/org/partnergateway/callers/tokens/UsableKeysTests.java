package org.partnergateway.callers.tokens;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UsableKeys}.
 */
class UsableKeysTests {

	private static final RSAKey GOOD = key("good");

	@ParameterizedTest
	@MethodSource
	void ofWhenOneKeyCannotBeUsedHasTheOthers(@Nullable Object bad) throws Exception {
		List<@Nullable Object> keys = new ArrayList<>();
		keys.add(bad);
		keys.add(GOOD.toJSONObject());
		assertThat(UsableKeys.of(Map.of("keys", keys)).getKeys()).extracting(JWK::getKeyID).containsExactly("good");
	}

	static Stream<@Nullable Object> ofWhenOneKeyCannotBeUsedHasTheOthers() {
		return Stream.of(null, "text", 42, List.of(), Map.of(), Map.of("kty", "LWE", "kid", "bad"), Map.of("kty", 7),
				Map.of("kty", "EC", "crv", "P-1024", "x", "AA", "y", "AA"), Map.of("kty", "EC", "crv", "P-256"),
				Map.of("kty", "OKP", "crv", "Ed9", "x", "AA"), changed((key) -> key.remove("e")),
				changed((key) -> key.remove("n")), changed((key) -> key.put("x5c", List.of("nonsense"))),
				changed((key) -> key.put("x5c", "nonsense")), changed((key) -> key.put("use", "enc")),
				changed((key) -> key.put("key_ops", List.of("encrypt"))), changed((key) -> key.put("n", 42)),
				Map.of("kty", "oct", "kid", "bad", "k", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"));
	}

	@Test
	void ofTakesKeysWithoutANameAndOfOneName() throws Exception {
		List<Object> keys = List.of(GOOD.toJSONObject(), key("good").toJSONObject(),
				changed((key) -> key.remove("kid")));
		assertThat(UsableKeys.of(Map.of("keys", keys)).getKeys()).hasSize(3).noneMatch(JWK::isPrivate);
	}

	@Test
	void ofWhenThereIsNoListIsMalformed() {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> UsableKeys.of(Map.of()));
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> UsableKeys.of(Map.of("keys", "none")));
	}

	private static Map<String, Object> changed(Consumer<Map<String, Object>> change) {
		Map<String, Object> values = new HashMap<>(key("bad").toPublicJWK().toJSONObject());
		change.accept(values);
		return values;
	}

	private static RSAKey key(String name) {
		try {
			return new RSAKeyGenerator(2048).keyID(name).keyUse(KeyUse.SIGNATURE).generate();
		}
		catch (com.nimbusds.jose.JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
