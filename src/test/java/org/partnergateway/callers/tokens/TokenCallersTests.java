package org.partnergateway.callers.tokens;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenCallers}. The first four are what Microsoft Entra writes.
 */
class TokenCallersTests {

	private static final List<GrantedAuthority> GRANTED = List.of(new SimpleGrantedAuthority("READ"));

	static final List<Map<String, Object>> ALLOWED = List.of(
			Map.of("ver", "1.0", "iss", "https://sts.windows.net/tenant/", "appid", "app", "scp",
					"User.Read licenses.read"),
			Map.of("ver", "2.0", "iss", "https://login.microsoftonline.com/tenant/v2.0", "azp", "app", "scp",
					"licenses.read"),
			Map.of("ver", "1.0", "appid", "app", "appidacr", "1", "roles", List.of("licenses.read")),
			Map.of("ver", "2.0", "azp", "app", "azpacr", "1", "roles", List.of("other", "licenses.read")),
			Map.of("scope", "openid licenses.read"), Map.of("scope", List.of("openid", "licenses.read")),
			Map.of("scp", List.of("licenses.read")), Map.of("roles", "licenses.read"));

	static final List<Map<String, Object>> REFUSED = List.of(Map.of("sub", "x"), Map.of("scp", "licenses.readwrite"),
			Map.of("scp", "Licenses.Read"), Map.of("scope", List.of("a licenses.read")), Map.of("roles", 42),
			Map.of("groups", List.of("licenses.read")), Map.of("scope", ""),
			Map.of("scope", Map.of("licenses.read", true)));

	@ParameterizedTest
	@FieldSource("ALLOWED")
	void convertWhenScopeOrRoleIsThereMayRead(Map<String, Object> claims) {
		assertThat(mayRead("licenses.read", claims)).isTrue();
	}

	@ParameterizedTest
	@FieldSource("REFUSED")
	void convertWhenNeitherIsThereMayNotRead(Map<String, Object> claims) {
		assertThat(mayRead("licenses.read", claims)).isFalse();
		assertThat(mayRead("", claims)).isTrue();
	}

	@Test
	void convertNamesTheCallerAndItsIssuer() {
		assertThat(convert("", Map.of("iss", "https://a.invalid", "sub", "me", "azp", "app")).getName())
			.isEqualTo("token:me of https://a.invalid");
		assertThat(Stream.of("client_id", "azp", "appid").map((claim) -> convert("", Map.of(claim, "app")).getName()))
			.containsOnly("token:app of ");
		assertThat(convert("", Map.of("jti", "1")).getName()).isEqualTo("token: of ");
	}

	private static boolean mayRead(String scope, Map<String, Object> claims) {
		return convert(scope, claims).getAuthorities().containsAll(GRANTED);
	}

	private static JwtAuthenticationToken convert(String scope, Map<String, Object> claims) {
		Jwt token = Jwt.withTokenValue("token").header("alg", "RS256").claims((all) -> all.putAll(claims)).build();
		return new TokenCallers(scope, GRANTED).convert(token);
	}

}
