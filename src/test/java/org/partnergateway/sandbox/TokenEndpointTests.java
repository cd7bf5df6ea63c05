package org.partnergateway.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.partnergateway.sandbox.signin.AuthorizationCodes;
import org.partnergateway.sandbox.signin.SignedTokens;
import org.partnergateway.sandbox.signin.UserGrants;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenEndpoint}.
 */
class TokenEndpointTests {

	private static final String PATH = "/sandbox/oauth2/v2.0/token";

	private static final String CLIENT = "client_id=a&client_secret=b&";

	private final SandboxTokens tokens = new SandboxTokens(Duration.ofHours(1), InstantSource.system());

	private final TokenEndpoint endpoint = new TokenEndpoint(this.tokens, new UserGrants(
			new AuthorizationCodes(InstantSource.system()),
			new SignedTokens(Duration.ofHours(1), InstantSource.system(), () -> URI.create("http://127.0.0.1:8082"))));

	@ParameterizedTest
	@ValueSource(strings = { "client_secret=b", "client_assertion_type=jwt-bearer&client_assertion=e30.e30.c2ln" })
	void tokenWhenClientHasACredentialIsIssued(String credential) {
		Answer answer = post("grant_type=client_credentials&client_id=a&" + credential);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"token_type\":\"Bearer\",\"expires_in\":3600,")
			.doesNotContain("refresh_token");
		assertThat(this.tokens.isValid(member(answer, "access_token"))).isTrue();
	}

	@Test
	void tokenWhenClientUsesBasicAuthenticationIsIssued() {
		HttpHeaders headers = new HttpHeaders();
		headers.setBasicAuth("a", "b");
		SandboxRequest request = new SandboxRequest("POST", PATH, null, headers, "grant_type=client_credentials");
		assertThat(this.endpoint.answer(request, SandboxFaults.none()).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenGrantIsRefreshTokenRotatesAndKeepsTheOldOneValid() {
		Answer first = post(CLIENT + "grant_type=refresh_token&refresh_token=consented");
		Answer second = post(CLIENT + "grant_type=refresh_token&refresh_token=consented");
		assertThat(first.status()).isEqualTo(200);
		assertThat(second.status()).isEqualTo(200);
		assertThat(member(first, "refresh_token")).isNotEqualTo("consented")
			.isNotEqualTo(member(second, "refresh_token"));
		assertThat(member(first, "access_token")).isNotEqualTo(member(second, "access_token"));
	}

	@Test
	void tokenWhenEndpointIsTheOlderOneExpiresInAString() {
		Answer answer = send("POST", "/sandbox/oauth2/token", CLIENT + "grant_type=client_credentials",
				SandboxFaults.none());
		assertThat(answer.body()).contains("\"expires_in\":\"3600\"");
	}

	@ParameterizedTest
	@CsvSource({ "grant_type=client_credentials&client_secret=b, 400, invalid_request, 900144",
			"grant_type=client_credentials&client_id=a, 401, invalid_client, 7000218",
			"grant_type=client_credentials&client_id=a&client_secret=, 401, invalid_client, 7000218",
			"client_id=a&client_secret=b, 400, invalid_request, 900144",
			"client_id=a&client_secret=b&grant_type=refresh_token, 400, invalid_request, 900144",
			"client_id=a&client_secret=b&grant_type=password, 400, unsupported_grant_type, 70003",
			"'', 400, invalid_request, 900144" })
	void tokenWhenFormIsIncompleteIsRefused(String form, int status, String error, String code) {
		Answer answer = post(form);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body())
			.startsWith("{\"error\":\"%s\",\"error_description\":\"AADSTS%s: ".formatted(error, code))
			.endsWith("\"error_codes\":[%s]}".formatted(code));
	}

	@Test
	void tokenWhenMethodIsNotPostIsNotAllowed() {
		Answer answer = send("GET", PATH, "", SandboxFaults.none());
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.headers()).containsEntry("Allow", "POST");
	}

	@ParameterizedTest
	@CsvSource({ "UNAUTHORIZED, 401, invalid_client", "UNAUTHORIZED_ONCE, 401, invalid_client",
			"APP_ONLY, 400, unauthorized_client", "MFA_REQUIRED, 400, invalid_grant",
			"SERVER_ERROR, 503, temporarily_unavailable", "THROTTLED, 429, Rate limit is exceeded",
			"MALFORMED, 200, <html>" })
	void tokenWhenFaultIsAnAnswerIsThatAnswer(Kind kind, int status, String text) {
		Answer answer = send("POST", PATH, CLIENT + "grant_type=client_credentials", SandboxFaults.of(kind));
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).contains(text).doesNotContain("access_token");
	}

	private Answer post(String form) {
		return send("POST", PATH, form, SandboxFaults.none());
	}

	private Answer send(String method, String path, String form, SandboxFaults faults) {
		return this.endpoint.answer(new SandboxRequest(method, path, null, new HttpHeaders(), form), faults);
	}

	private static String member(Answer answer, String name) {
		return answer.body().replaceAll(".*\"%s\":\"([^\"]+)\".*".formatted(name), "$1");
	}

}
