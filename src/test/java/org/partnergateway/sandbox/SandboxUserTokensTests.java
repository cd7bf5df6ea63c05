package org.partnergateway.sandbox;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the tokens of users who signed in at {@link SandboxPartnerCenter}, and for
 * the reports that they may read, over real HTTP.
 */
class SandboxUserTokensTests {

	private static final String DEPLOYMENT = "/v1/analytics/licenses/deployment";

	private static final String CUSTOMER = "/v1/customers/11111111-2222-4333-8444-555555555555/analytics/licenses/";

	static final List<String> PATHS = List.of(DEPLOYMENT, "/v1/analytics/licenses/usage", CUSTOMER + "deployment",
			CUSTOMER + "usage", "/v1/analytics/commercial/deployment/license", "/v1/analytics/commercial/usage/license",
			"/partner/v1/analytics/commercial/deployment/license", "/partner/v1/analytics/commercial/usage/license");

	private final MovableClock clock = new MovableClock();

	private final SandboxPartnerCenter sandbox = new SandboxPartnerCenter(
			new Binder().bindOrCreate("sandbox", SandboxProperties.class), this.clock);

	private final SandboxSignIn signIn = new SandboxSignIn(this.sandbox);

	@AfterEach
	void stop() {
		this.signIn.close();
	}

	@Test
	void codeWhenRedeemedGivesAllTokens() throws Exception {
		JsonNode tokens = this.signIn.tokens("mfa");
		assertThat(tokens.get("token_type").stringValue()).isEqualTo("Bearer");
		assertThat(tokens.get("expires_in").intValue()).isEqualTo(3_600);
		assertThat(tokens.get("scope").stringValue()).isEqualTo(SandboxSignIn.SCOPE);
		assertThat(tokens.propertyNames()).containsExactlyInAnyOrder("token_type", "expires_in", "access_token",
				"refresh_token", "id_token", "scope");
	}

	@Test
	void accessTokenSaysWhoTheUserIsAndForWhatItIs() throws Exception {
		String token = member(this.signIn.tokens("mfa"), "access_token");
		assertThat(JWSObject.parse(token).getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
		JsonNode claims = SandboxSignIn.claims(token);
		assertThat(member(claims, "aud")).isEqualTo("https://api.partnercenter.microsoft.com");
		assertThat(member(claims, "iss")).isEqualTo(issuer(this.sandbox.tenantId()));
		assertThat(member(claims, "tid")).isEqualTo(this.sandbox.tenantId());
		assertThat(member(claims, "oid")).isEqualTo("0c7a4a52-6f0e-4d0b-9a53-3f5f2d7b1a01");
		assertThat(member(claims, "appid")).isEqualTo(SandboxSignIn.CLIENT_ID);
		assertThat(member(claims, "scp")).isEqualTo("user_impersonation");
		assertTimes(claims);
	}

	@Test
	void idTokenSaysWhoTheUserIsToTheApplication() throws Exception {
		JsonNode tokens = this.signIn.tokens("mfa");
		JsonNode claims = SandboxSignIn.claims(member(tokens, "id_token"));
		assertThat(member(claims, "aud")).isEqualTo(SandboxSignIn.CLIENT_ID);
		assertThat(member(claims, "iss")).isEqualTo(issuer(this.sandbox.tenantId()));
		assertThat(member(claims, "tid")).isEqualTo(this.sandbox.tenantId());
		assertThat(claims.get("oid")).isEqualTo(SandboxSignIn.claims(member(tokens, "access_token")).get("oid"));
		assertThat(member(claims, "sub")).isNotBlank();
		assertThat(member(claims, "preferred_username")).isEqualTo("mfa@sandbox.invalid");
		assertThat(member(claims, "nonce")).isEqualTo("n-1");
		assertTimes(claims);
	}

	@Test
	void idTokenWhenRequestHadNoNonceHasNone() throws Exception {
		Map<String, String> parameters = SandboxSignIn.parameters();
		parameters.remove("nonce");
		parameters.put("choice", "mfa");
		String code = SandboxSignIn.query(this.signIn.authorize(parameters)).getOrDefault("code", "");
		JsonNode tokens = SandboxSignIn.json(this.signIn.token(SandboxSignIn.form(code)));
		assertThat(SandboxSignIn.claims(member(tokens, "id_token")).has("nonce")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "mfa; [\"pwd\",\"mfa\"]", "no-mfa; [\"pwd\"]", "no-role; [\"pwd\",\"mfa\"]",
			"other-tenant; [\"pwd\",\"mfa\"]" })
	void accessTokenSaysHowTheUserWasAuthenticated(String choice, String methods) throws Exception {
		JsonNode claims = SandboxSignIn.claims(member(this.signIn.tokens(choice), "access_token"));
		assertThat(claims.get("amr")).hasToString(methods);
	}

	@Test
	void tokensWhenUserIsOfAnotherTenantAreOfThatTenant() throws Exception {
		JsonNode tokens = this.signIn.tokens("other-tenant");
		for (String kind : List.of("access_token", "id_token")) {
			JsonNode claims = SandboxSignIn.claims(member(tokens, kind));
			assertThat(member(claims, "tid")).isEqualTo("e41f9a07-2b86-4d53-8c1e-5a90d7b3c642")
				.isNotEqualTo(this.sandbox.tenantId());
			assertThat(member(claims, "iss")).isEqualTo(issuer(member(claims, "tid")));
		}
	}

	@Test
	void codeWhenUsedTwiceIsRefusedAndItsTokensStayValid() throws Exception {
		String code = this.signIn.code("mfa");
		JsonNode tokens = SandboxSignIn.json(this.signIn.token(SandboxSignIn.form(code)));
		assertRefused(this.signIn.token(SandboxSignIn.form(code)), "invalid_grant", 54005);
		assertThat(this.signIn.report(DEPLOYMENT, member(tokens, "access_token")).statusCode()).isEqualTo(200);
	}

	@Test
	void codeWhenTenMinutesAreOverIsRefused() throws Exception {
		String first = this.signIn.code("mfa");
		String second = this.signIn.code("mfa");
		this.clock.advance(Duration.ofMinutes(10).minusNanos(1));
		assertThat(this.signIn.token(SandboxSignIn.form(first)).statusCode()).isEqualTo(200);
		this.clock.advance(Duration.ofNanos(1));
		assertRefused(this.signIn.token(SandboxSignIn.form(second)), "invalid_grant", 70008);
	}

	@ParameterizedTest
	@CsvSource({ "code, unknown, invalid_grant, 70000", "client_id, another, invalid_grant, 70000",
			"redirect_uri, http://localhost:8081/other, invalid_client, 500112",
			"redirect_uri, http://localhost:8081/consent/callback/, invalid_client, 500112",
			"code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK, invalid_grant, 501481",
			"code_verifier, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM, invalid_grant, 501481",
			"code_verifier, '', invalid_grant, 501481" })
	void codeWhenAParameterIsWrongIsRefusedAndStaysRedeemable(String parameter, String value, String error, int number)
			throws Exception {
		Map<String, String> right = SandboxSignIn.form(this.signIn.code("mfa"));
		Map<String, String> wrong = SandboxSignIn.form(right.getOrDefault("code", ""));
		wrong.put(parameter, value);
		assertRefused(this.signIn.token(wrong), error, number);
		assertThat(this.signIn.token(right).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id", "code", "redirect_uri" })
	void codeWhenAParameterIsMissingIsRefusedByItsName(String parameter) throws Exception {
		Map<String, String> form = SandboxSignIn.form(this.signIn.code("mfa"));
		form.remove(parameter);
		HttpResponse<String> response = this.signIn.token(form);
		assertRefused(response, "invalid_request", 900144);
		assertThat(response.body()).contains("'" + parameter + "'");
	}

	@Test
	void codeWhenClientHasNoCredentialIsRefused() throws Exception {
		Map<String, String> form = SandboxSignIn.form(this.signIn.code("mfa"));
		form.remove("client_secret");
		assertThat(this.signIn.token(form).statusCode()).isEqualTo(401);
	}

	@Test
	void codeWhenAThousandCameAfterItIsForgotten() throws Exception {
		String first = this.signIn.code("mfa");
		String second = this.signIn.code("mfa");
		for (int index = 0; index < 999; index++) {
			this.signIn.code("mfa");
		}
		assertRefused(this.signIn.token(SandboxSignIn.form(first)), "invalid_grant", 70000);
		assertThat(this.signIn.token(SandboxSignIn.form(second)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mfa", "no-mfa", "no-role", "other-tenant" })
	void refreshTokenWhenItIsAUsersGivesATokenOfThatUserAndRotates(String choice) throws Exception {
		JsonNode tokens = this.signIn.tokens(choice);
		List<String> refreshTokens = new ArrayList<>(List.of(member(tokens, "refresh_token")));
		List<String> accessTokens = new ArrayList<>(List.of(member(tokens, "access_token")));
		for (int renewal = 0; renewal < 3; renewal++) {
			JsonNode renewed = SandboxSignIn.json(this.signIn.refresh(refreshTokens.getLast()));
			refreshTokens.add(member(renewed, "refresh_token"));
			accessTokens.add(member(renewed, "access_token"));
		}
		assertThat(refreshTokens).doesNotHaveDuplicates();
		assertThat(accessTokens).doesNotHaveDuplicates();
		JsonNode first = SandboxSignIn.claims(accessTokens.getFirst());
		JsonNode last = SandboxSignIn.claims(accessTokens.getLast());
		for (String claim : List.of("aud", "iss", "tid", "oid", "appid", "scp", "amr")) {
			assertThat(last.get(claim)).isEqualTo(first.get(claim));
		}
	}

	@Test
	void refreshTokenWhenUnknownGivesAnOpaqueToken() throws Exception {
		HttpResponse<String> response = this.signIn.refresh("of another sandbox");
		assertThat(response.statusCode()).isEqualTo(200);
		String token = member(SandboxSignIn.json(response), "access_token");
		assertThat(token).doesNotContain(".");
		HttpResponse<String> report = this.signIn.report(DEPLOYMENT, token);
		assertThat(report.statusCode()).isEqualTo(200);
		assertThat(report.headers().firstValue("isMfaCompliant")).hasValue("true");
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void reportIsAnsweredAsTheUserMayReadIt(String path) throws Exception {
		assertReport(path, "mfa", 200, "", "true");
		assertReport(path, "no-mfa", 401, "\"code\":\"900421\"", "false");
		assertReport(path, "no-role", 403, "\"code\":\"900150\"", "true");
		assertReport(path, "other-tenant", 200, "", "true");
	}

	@Test
	void reportWhenTokenIsExpiredOrForgedIsUnauthorized() throws Exception {
		String token = member(this.signIn.tokens("mfa"), "access_token");
		assertThat(this.signIn.report(DEPLOYMENT, token.substring(0, token.length() - 1)).statusCode()).isEqualTo(401);
		this.clock.advance(Duration.ofHours(1));
		HttpResponse<String> response = this.signIn.report(DEPLOYMENT, token);
		assertThat(response.body()).contains("\"code\":\"800001\"");
		assertThat(response.headers().firstValue("isMfaCompliant")).isEmpty();
	}

	@Test
	void reportWhenFaultIsMissingMfaSaysSo() throws Exception {
		String token = member(this.signIn.tokens("mfa"), "access_token");
		this.sandbox.faults(SandboxFaults.of(Kind.MFA_REQUIRED));
		HttpResponse<String> response = this.signIn.report(DEPLOYMENT, token);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("isMfaCompliant")).hasValue("false");
	}

	@Test
	void requestsCountCodesAndRefreshTokensAsTokens() throws Exception {
		JsonNode tokens = this.signIn.tokens("mfa");
		this.signIn.refresh(member(tokens, "refresh_token"));
		assertThat(this.sandbox.tokenRequests()).isEqualTo(2);
		assertThat(this.sandbox.reportRequests()).isZero();
	}

	private void assertReport(String path, String choice, int status, String body, String compliant) throws Exception {
		HttpResponse<String> response = this.signIn.report(path, member(this.signIn.tokens(choice), "access_token"));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains(body);
		assertThat(response.headers().firstValue("isMfaCompliant")).hasValue(compliant);
	}

	private void assertTimes(JsonNode claims) {
		Instant now = this.clock.instant();
		assertThat(claims.get("iat").longValue()).isEqualTo(now.getEpochSecond());
		assertThat(claims.get("exp").longValue()).isEqualTo(now.plus(Duration.ofHours(1)).getEpochSecond());
	}

	private String issuer(String tenantId) {
		return "%s/%s/v2.0".formatted(this.sandbox.baseUrl(), tenantId);
	}

	private static String member(JsonNode json, String name) {
		return json.path(name).asString();
	}

	private static void assertRefused(HttpResponse<String> response, String error, int number) {
		assertThat(response.statusCode()).isEqualTo(400);
		JsonNode body = SandboxSignIn.json(response);
		assertThat(member(body, "error")).isEqualTo(error);
		assertThat(member(body, "error_description")).startsWith("AADSTS" + number + ": ");
		assertThat(body.get("error_codes")).hasToString("[" + number + "]");
	}

}
