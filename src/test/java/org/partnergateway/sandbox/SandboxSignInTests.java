package org.partnergateway.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.RawConnection.Answer;
import org.partnergateway.harness.RawConnection;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sign-in page and the discovery document of {@link SandboxPartnerCenter},
 * over real HTTP.
 */
class SandboxSignInTests {

	private static final SandboxPartnerCenter sandbox = SandboxPartnerCenter.start();

	private static final SandboxSignIn signIn = new SandboxSignIn(sandbox);

	@BeforeEach
	void reset() {
		sandbox.reset();
	}

	@AfterAll
	static void stop() {
		signIn.close();
	}

	@Test
	void pageWhenNothingIsChosenHasFiveChoicesAndNoScript() throws Exception {
		HttpResponse<String> response = signIn.authorize(SandboxSignIn.parameters());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.contains("default-src 'none'", "frame-ancestors 'none'");
		assertThat(response.body()).contains("sandbox's stand-in for Microsoft Entra")
			.containsSubsequence("value=\"mfa\">user with multi-factor authentication<",
					"value=\"no-mfa\">user without multi-factor authentication<",
					"value=\"no-role\">user without a role that may read the reports<",
					"value=\"other-tenant\">user of another tenant<", "value=\"cancel\">cancel<")
			.doesNotContain("<script", "{content}");
	}

	@Test
	void pageWhenNothingIsChosenSendsEveryParameterAgain() throws Exception {
		String page = signIn.authorize(SandboxSignIn.parameters()).body();
		SandboxSignIn.parameters()
			.forEach((name, value) -> assertThat(page).contains(
					"<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, value.replace("&", "&amp;"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id", "state", "nonce", "\"><script>x</script>" })
	void pageWhenParametersAreMarkupEscapesThem(String parameter) throws Exception {
		Map<String, String> parameters = SandboxSignIn.parameters();
		parameters.put(parameter, "\"'><script>x</script>&{content}%s");
		HttpResponse<String> response = signIn.authorize(parameters);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("&quot;&#39;&gt;&lt;script&gt;x&lt;/script&gt;&amp;{content}%s")
			.doesNotContain("<script");
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id", "response_type", "redirect_uri", "scope", "code_challenge",
			"code_challenge_method", "state" })
	void authorizeWhenAParameterIsMissingNamesIt(String parameter) throws Exception {
		for (String choice : new String[] { "mfa", "cancel" }) {
			Map<String, String> parameters = SandboxSignIn.parameters();
			parameters.put("choice", choice);
			parameters.remove(parameter);
			assertRefused(signIn.authorize(parameters), parameter);
			parameters.put(parameter, " ");
			assertRefused(signIn.authorize(parameters), parameter);
		}
	}

	@ParameterizedTest
	@CsvSource({ "response_type, token", "response_type, code id_token", "response_mode, fragment",
			"redirect_uri, /consent/callback", "redirect_uri, javascript:alert(1)", "redirect_uri, http:callback",
			"redirect_uri, http://localhost/#a", "redirect_uri, 'http://localhost/ a'",
			"redirect_uri, com.example.app://callback", "scope, openid", "scope, offline_access",
			"scope, openid offline_access_not", "code_challenge, short",
			"code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "code_challenge_method, plain" })
	void authorizeWhenAParameterIsWrongNamesIt(String parameter, String value) throws Exception {
		Map<String, String> parameters = SandboxSignIn.parameters();
		parameters.put(parameter, value);
		parameters.put("choice", "mfa");
		HttpResponse<String> response = signIn.authorize(parameters);
		assertRefused(response, parameter);
		assertThat(response.body()).doesNotContain("alert(1)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "MFA", "nobody", "<b>" })
	void authorizeWhenChoiceIsUnknownNamesIt(String choice) throws Exception {
		HttpResponse<String> response = signIn.choose(choice);
		assertRefused(response, "choice");
		assertThat(response.body()).doesNotContain("<b>");
	}

	@Test
	void authorizeWhenEncodingIsBrokenNamesTheParameter() throws Exception {
		String query = SandboxSignIn.encoded(SandboxSignIn.parameters()).replace("&state=", "&state=%zz");
		try (RawConnection connection = new RawConnection(sandbox.baseUrl().getPort())) {
			Answer answer = connection.send("GET", SandboxSignIn.PATH + "?" + query);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.body()).contains("The parameter state ");
		}
	}

	@Test
	void authorizeWhenMethodIsNotGetIsNotAllowed() throws Exception {
		HttpResponse<String> response = signIn
			.send(HttpRequest.newBuilder(signIn.address(SandboxSignIn.parameters())).POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("GET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mfa", "no-mfa", "no-role", "other-tenant" })
	void authorizeWhenAUserIsChosenReturnsWithACode(String choice) throws Exception {
		HttpResponse<String> response = signIn.choose(choice);
		assertThat(response.headers().firstValue("Location")).get()
			.asString()
			.startsWith(SandboxSignIn.REDIRECT_URI + "?code=");
		Map<String, String> query = SandboxSignIn.query(response);
		assertThat(query).containsOnlyKeys("code", "state").containsEntry("state", "a state & more");
		assertThat(signIn.code(choice)).isNotEmpty().isNotEqualTo(query.get("code"));
	}

	@Test
	void authorizeWhenCancelledReturnsWithARefusal() throws Exception {
		assertThat(SandboxSignIn.query(signIn.choose("cancel"))).containsOnly(Map.entry("error", "access_denied"),
				Map.entry("error_description", "AADSTS65004: User declined to consent."),
				Map.entry("state", "a state & more"));
	}

	@Test
	void authorizeWhenRedirectUriHasAQueryAppendsToIt() throws Exception {
		Map<String, String> parameters = SandboxSignIn.parameters();
		parameters.put("redirect_uri", "https://gateway.example/callback?from=ü");
		parameters.put("choice", "cancel");
		assertThat(signIn.authorize(parameters).headers().firstValue("Location")).get()
			.asString()
			.startsWith(
					"https://gateway.example/callback?from=%C3%BC&error=access_denied&error_description=AADSTS65004");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sandbox/oauth2/authorize", "/SANDBOX/OAuth2/v2.0/Authorize",
			"/8d2e6b1c-4f37-4c8a-b5d9-71e0a6c3f210/oauth2/v2.0/authorize" })
	void authorizeWhenPathIsSpeltOtherwiseIsTheSame(String path) throws Exception {
		URI address = signIn.address(SandboxSignIn.parameters());
		URI other = URI.create(address.toString().replace(SandboxSignIn.PATH, path));
		assertThat(signIn.get(other).body()).isEqualTo(signIn.get(address).body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "sandbox", "sandbox.invalid", "8d2e6b1c-4f37-4c8a-b5d9-71e0a6c3f210" })
	void discoveryNamesTheSandboxsTenantAndWhatIsThere(String segment) throws Exception {
		JsonNode document = SandboxSignIn.json(discovery(segment));
		String tenant = sandbox.baseUrl() + "/" + sandbox.tenantId();
		assertThat(document.get("issuer").stringValue()).isEqualTo(tenant + "/v2.0");
		assertThat(document.get("response_types_supported")).hasToString("[\"code\"]");
		assertThat(document.get("code_challenge_methods_supported")).hasToString("[\"S256\"]");
		URI authorize = URI.create(document.get("authorization_endpoint").stringValue() + "?"
				+ SandboxSignIn.encoded(SandboxSignIn.parameters()));
		assertThat(signIn.get(authorize).statusCode()).isEqualTo(200);
		HttpResponse<String> token = signIn
			.send(HttpRequest.newBuilder(URI.create(document.get("token_endpoint").stringValue()))
				.POST(BodyPublishers.ofString(SandboxSignIn.encoded(SandboxSignIn.form(signIn.code("mfa"))))));
		assertThat(token.statusCode()).isEqualTo(200);
		URI keys = URI.create(document.get("jwks_uri").stringValue());
		assertThat(signIn.get(keys).body()).isEqualTo("{\"keys\":[]}");
	}

	@Test
	void signInIsARequestButNoneForAReportOrAToken() throws Exception {
		signIn.authorize(SandboxSignIn.parameters());
		discovery("sandbox");
		assertThat(sandbox.reportRequests()).isZero();
		assertThat(sandbox.tokenRequests()).isZero();
		assertThat(sandbox.requests()).hasToString(
				"[GET /sandbox/oauth2/v2.0/authorize, " + "GET /sandbox/v2.0/.well-known/openid-configuration]");
	}

	private static HttpResponse<String> discovery(String segment) throws Exception {
		return signIn.get(URI.create(sandbox.baseUrl() + "/" + segment + "/v2.0/.well-known/openid-configuration"));
	}

	private static void assertRefused(HttpResponse<String> response, String parameter) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Location")).isEmpty();
		assertThat(response.body()).contains("<p>The parameter " + parameter + " must ");
	}

}
