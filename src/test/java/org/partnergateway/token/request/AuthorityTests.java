package org.partnergateway.token.request;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.credential.ClientAuthentication;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.credential.FederatedAssertion;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.request.Authority.Redeemed;
import org.partnergateway.token.request.TokenException.Kind;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Authority}, over real exchanges.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuthorityTests {

	private static final String REDIRECT_URI = "http://localhost:8081/consent/callback";

	private static final String SCOPE = "https://api.example.com/user_impersonation";

	private final TokenServer server = new TokenServer();

	private @TempDir Path directory;

	AuthorityTests() throws IOException {
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({
			"https://login.microsoftonline.com/t/oauth2/v2.0/token, https://login.microsoftonline.com/t/oauth2/v2.0/authorize",
			"https://login.windows.net/t/oauth2/token, https://login.windows.net/t/oauth2/authorize",
			"https://login.example/a%20b/oauth2/v2.0/token, https://login.example/a%20b/oauth2/v2.0/authorize",
			"http://127.0.0.1:8443/token, http://127.0.0.1:8443/authorize",
			"https://idp.example/as/token, https://idp.example/as/authorize" })
	void authorizationEndpointStandsBesideTheTokenEndpoint(URI tokenUri, URI authorizationUri) {
		assertThat(authority(tokenUri).authorizationUri()).isEqualTo(authorizationUri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://idp.example/as/token.oauth2", "https://idp.example/as/token/",
			"https://idp.example/as/token?tenant=t", "https://idp.example/as/Token", "https://idp.example/mytoken",
			"https://idp.example" })
	void authorizationEndpointOfAnOddTokenEndpointIsUnknown(URI tokenUri) {
		assertThat(authority(tokenUri).authorizationUri()).isNull();
	}

	@Test
	void scopesAreThoseOfAUserInOrder() {
		assertThat(authority(this.server.uri()).scopes()).containsExactly(SCOPE, "offline_access", "openid");
		assertThat(authority(this.server.uri()).clientId()).isEqualTo("application");
	}

	@ParameterizedTest
	@CsvSource({ "/t/oauth2/v2.0/token, /t/v2.0/.well-known/openid-configuration",
			"/t/oauth2/token, /t/.well-known/openid-configuration",
			"/as/oauth2/v3/token, /as/oauth2/v3/.well-known/openid-configuration",
			"/as/token, /as/.well-known/openid-configuration", "/token, /.well-known/openid-configuration",
			"/as/token.oauth2, /as/.well-known/openid-configuration" })
	void issuerIsThatOfTheDiscoveryDocument(String tokenPath, String discoveryPath) {
		this.server.answer(TokenServer.json(200, "{\"issuer\": \"https://login.example/t/v2.0\", \"claims\": [1]}"));
		assertThat(authority(this.server.uri().resolve(tokenPath)).issuer().block())
			.isEqualTo("https://login.example/t/v2.0");
		assertThat(this.server.lines()).singleElement()
			.asString()
			.startsWith("GET " + discoveryPath + " ")
			.endsWith(" application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"issuer\": null}", "{\"issuer\": 1}", "{\"issuer\": [\"a\"]}" })
	void issuerThatIsMissingIsNone(String document) {
		this.server.answer(TokenServer.json(200, document));
		assertThat(authority(this.server.uri()).issuer().blockOptional()).isEmpty();
	}

	@Test
	void issuerThatCannotBeFoundOutIsAFailureToObtainAToken() {
		Authority authority = authority(this.server.uri());
		this.server.answer(TokenServer.json(400,
				"{\"error\": \"invalid_tenant\", " + "\"error_description\": \"AADSTS90002: s3cret\"}"));
		TokenException refused = failure(authority.issuer());
		assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
		assertThat(refused.detailCode()).isEqualTo("AADSTS90002");
		assertThat(refused.remedy()).contains("partner-center.token.tenant-id");
		this.server.answer(TokenServer.html(503));
		assertThat(failure(authority.issuer()).kind()).isEqualTo(Kind.UNAVAILABLE);
		this.server.answer(TokenServer.html(200));
		assertThat(failure(authority.issuer()).kind()).isEqualTo(Kind.MALFORMED);
		this.server.answer(TokenServer.json(200, "[]"));
		assertThat(failure(authority.issuer()).kind()).isEqualTo(Kind.MALFORMED);
		this.server.answer(TokenServer.hangUp());
		assertThat(failure(authority.issuer()).kind()).isEqualTo(Kind.UNAVAILABLE);
	}

	@Test
	void codeIsRedeemedWithItsProofKeyAndRedirectUriAsTheApplication() {
		OAuth2AuthorizationExchange exchange = exchange();
		Redeemed redeemed = redeem(authority(this.server.uri()), exchange);
		assertThat(redeemed.accessToken()).isEqualTo("token");
		assertThat(this.server.forms())
			.containsExactly(Map.of("grant_type", "authorization_code", "code", "c0de", "redirect_uri", REDIRECT_URI,
					"code_verifier", verifier(exchange), "client_id", "application", "client_secret", "s3cret"));
		assertThat(this.server.lines().getFirst()).startsWith("POST /tenant/oauth2/v2.0/token ");
	}

	@Test
	void codeIsRedeemedWithAnAssertionIfThatIsTheClientAuthentication() throws IOException {
		Path file = Files.writeString(this.directory.resolve("assertion"), "a.b.c");
		redeem(authority(this.server.uri(), new FederatedAssertion(new TokenFile("assertion", file)),
				Duration.ofSeconds(30)), exchange());
		assertThat(this.server.forms().getFirst()).containsEntry("client_assertion", "a.b.c")
			.containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
			.containsKeys("code", "code_verifier")
			.doesNotContainKey("client_secret");
	}

	@Test
	void redeemedTokensAreThoseOfTheAnswer() {
		this.server.answer(TokenServer.json(200, """
				{"token_type": "Bearer", "expires_in": 4321, "access_token": "acc3ss", "refresh_token": "r3fresh",
				 "id_token": "e.y.J", "scope": "other"}"""));
		Redeemed redeemed = redeem(authority(this.server.uri()), exchange());
		assertThat(redeemed).isEqualTo(new Redeemed("acc3ss", Duration.ofSeconds(4321), "r3fresh", "e.y.J"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ", \"refresh_token\": null, \"id_token\": null", ", \"id_token\": 1" })
	void tokensThatAreMissingAreNull(String more) {
		this.server.answer(TokenServer.json(200,
				"{\"token_type\": \"Bearer\", \"expires_in\": 3600, \"access_token\": \"acc3ss\"%s}".formatted(more)));
		assertThat(redeem(authority(this.server.uri()), exchange()))
			.isEqualTo(new Redeemed("acc3ss", Duration.ofHours(1), null, null));
	}

	@Test
	void codeThatIsRefusedIsAFailureToObtainAToken(CapturedOutput output) {
		this.server.answer(TokenServer.json(400, "{\"error\": \"invalid_grant\", "
				+ "\"error_description\": \"AADSTS54005: c0de s3cret\", \"error_codes\": [54005]}"));
		TokenException failure = failure(authority(this.server.uri()).redeem(exchange()));
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.error()).isEqualTo("invalid_grant");
		assertThat(failure.detailCode()).isEqualTo("AADSTS54005");
		assertThat(failure).hasMessageNotContaining("c0de").hasMessageNotContaining("s3cret").hasNoCause();
		assertThat(output).doesNotContain("c0de", "s3cret");
	}

	@Test
	void everythingElseIsAFailureToObtainATokenToo() {
		Authority authority = authority(this.server.uri());
		this.server.answer(TokenServer.json(429, "{}", "Retry-After", "57"));
		assertThat(failure(authority.redeem(exchange()))).satisfies((failure) -> {
			assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(57));
		});
		for (TokenServer.Answer answer : List.of(TokenServer.html(200), TokenServer.json(200, "{}"),
				TokenServer.json(200, "{\"access_token\": \"a b\", \"token_type\": \"Bearer\"}"),
				TokenServer.html(302, "Location", "/elsewhere"))) {
			this.server.answer(answer);
			assertThat(failure(authority.redeem(exchange())).kind()).isEqualTo(Kind.MALFORMED);
		}
		for (TokenServer.Answer answer : List.of(TokenServer.html(500), TokenServer.hangUp())) {
			this.server.answer(answer);
			assertThat(failure(authority.redeem(exchange())).kind()).isEqualTo(Kind.UNAVAILABLE);
		}
		assertThat(this.server.lines()).as("each is sent once").hasSize(7);
	}

	@Test
	void tokenEndpointThatHangsIsGivenUp() {
		this.server.answer(this.server.hang());
		Authority hasty = authority(this.server.uri(), ClientSecret.of("s3cret"), Duration.ofMillis(50));
		assertThat(failure(hasty.redeem(exchange())).kind()).isEqualTo(Kind.TIMED_OUT);
		assertThat(failure(hasty.issuer()).kind()).isEqualTo(Kind.TIMED_OUT);
	}

	@Test
	void secretInAFileThatIsMissingFailsWithoutSendingTheCode() {
		Authority authority = authority(this.server.uri(),
				ClientSecret.in(new TokenFile("client-secret-file", this.directory.resolve("none"))),
				Duration.ofSeconds(30));
		TokenException failure = failure(authority.redeem(exchange()));
		assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
		assertThat(failure).hasMessageContaining("client-secret-file");
		assertThat(this.server.forms()).isEmpty();
	}

	@Test
	void nothingSecretIsInToString() {
		assertThat(new Redeemed("acc3ss", Duration.ofHours(1), "r3fresh", "e.y.J")).hasToString("Redeemed[(hidden)]");
		assertThat(authority(this.server.uri())).asString().doesNotContain("s3cret");
	}

	private Authority authority(URI tokenUri) {
		return authority(tokenUri, ClientSecret.of("s3cret"), Duration.ofSeconds(30));
	}

	private static Authority authority(URI tokenUri, ClientAuthentication authentication, Duration attemptTimeout) {
		TokenEndpoint endpoint = new TokenEndpoint(tokenUri, "https://api.example.com/.default", Duration.ofSeconds(5),
				attemptTimeout);
		return new Authority(tokenUri, SCOPE,
				new TokenRequests(endpoint, new Application("application", authentication),
						WebClient.builder().baseUrl("http://other.invalid"), Outbound.ofJvm(), FileAccesses.direct()));
	}

	private OAuth2AuthorizationExchange exchange() {
		OAuth2AuthorizationRequest.Builder request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri("https://login.example/authorize")
			.clientId("application")
			.redirectUri(REDIRECT_URI)
			.scope(SCOPE)
			.state("st4te");
		OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);
		return new OAuth2AuthorizationExchange(request.build(),
				OAuth2AuthorizationResponse.success("c0de").redirectUri(REDIRECT_URI).state("st4te").build());
	}

	private static String verifier(OAuth2AuthorizationExchange exchange) {
		return String
			.valueOf(exchange.getAuthorizationRequest().<Object>getAttribute(PkceParameterNames.CODE_VERIFIER));
	}

	private static Redeemed redeem(Authority authority, OAuth2AuthorizationExchange exchange) {
		return Objects.requireNonNull(authority.redeem(exchange).block());
	}

	private static TokenException failure(Mono<?> failing) {
		@Nullable TokenException failure = catchThrowableOfType(TokenException.class, failing::block);
		return Objects.requireNonNull(failure);
	}

}
