package org.partnergateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.harness.ConsentingUser;
import org.partnergateway.harness.FakeEntra;
import org.partnergateway.harness.FakeEntra.Asked;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.RawConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the consent, as an operator and a user go through it, from a start without a
 * token.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.prometheus.metrics.export.enabled=true",
				"callers.authentication=none", "partner-center.token.client-id=application",
				"partner-center.token.client-secret=s3cret", "partner-center.token.grant=refresh-token",
				"partner-center.attempt-timeout=5s", "partner-center.token.tenant-id=contoso.onmicrosoft.com" })
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsentTests {

	private static final FakeEntra ENTRA = start();

	private static final Path DIRECTORY = directory();

	private static final Path FILE = DIRECTORY.resolve("refresh-token");

	private static final Pattern INPUT = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

	private static String log = "";

	private final HttpClient browser = HttpClient.newHttpClient();

	private final MeterRegistry meters;

	private final int port;

	private final int managementPort;

	ConsentTests(MeterRegistry meters, @LocalServerPort int port, @LocalManagementPort int managementPort) {
		this.meters = meters;
		this.port = port;
		this.managementPort = managementPort;
	}

	private static FakeEntra start() {
		try {
			return new FakeEntra();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path directory() {
		try {
			return Files.createTempDirectory("consent");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", ENTRA::root);
		registry.add("partner-center.token.uri", ENTRA::tokenUri);
		registry.add("partner-center.token.refresh-token-file", FILE::toString);
	}

	@BeforeEach
	void reset(CapturedOutput output) {
		log = log + output.getAll();
		ENTRA.reset();
	}

	@AfterAll
	static void stop() {
		ENTRA.close();
	}

	@Test
	@Order(1)
	void startWithoutATokenIsAStartAndSaysWhereToConsent() throws Exception {
		assertThat(Pattern.compile("consent\\?key=").matcher(log).results()).hasSize(1);
		assertThat(log).containsPattern(
				"Consent is missing.*http://localhost:%d/consent\\?key=[0-9a-f]{32}".formatted(this.managementPort));
		assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200);
		GatewayClient caller = new GatewayClient(this.port);
		for (int call = 0; call < 2; call++) {
			HttpResponse<byte[]> response = caller.get(GatewayClient.USAGE);
			assertThat(response.statusCode()).isEqualTo(502);
			JsonNode problem = GatewayClient.json(response);
			assertThat(problem.get("type").asString()).endsWith("upstream-credentials");
			assertThat(problem.get("detail").asString()).contains("Consent is missing", "/consent")
				.doesNotContain(key());
		}
		JsonNode status = GatewayClient.json(caller.get("/v1/status"));
		assertThat(status.at("/consent/state").asString()).isEqualTo("missing");
		assertThat(ENTRA.tokens()).isEmpty();
	}

	@Test
	@Order(2)
	void pageOpensWithItsKeyAlone() throws Exception {
		for (String path : List.of("/consent", "/consent?key=",
				"/consent?key=" + key().replace('a', 'b').replace('0', '1'))) {
			assertThat(management(path).statusCode()).isEqualTo(404);
		}
		HttpResponse<String> page = management("/consent?key=" + key());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
		assertThat(page.body()).contains("contoso.onmicrosoft.com", "multi-factor authentication")
			.containsOnlyOnce("<button")
			.doesNotContain(key(), "s3cret");
	}

	@Test
	@Order(2)
	void buttonLeadsToTheAuthorizationEndpoint() throws Exception {
		URI link = link(management("/consent?key=" + key()).body());
		assertThat(link).hasPath("/tenant/oauth2/v2.0/authorize");
		assertThat(FakeEntra.form(link.getRawQuery())).containsEntry("response_type", "code")
			.containsEntry("client_id", "application")
			.containsEntry("scope", "https://api.partnercenter.microsoft.com/user_impersonation offline_access openid")
			.containsEntry("redirect_uri", "http://localhost:%d/consent/callback".formatted(this.managementPort))
			.containsEntry("prompt", "select_account")
			.containsEntry("code_challenge_method", "S256")
			.containsKeys("state", "nonce", "code_challenge");
	}

	@Test
	@Order(3)
	void userWithoutMfaChangesNothing() throws Exception {
		ENTRA.user(ConsentingUser.GOOD.with(List.of("pwd")));
		assertThat(signIn().body()).contains("without multi-factor authentication", "Nothing has changed");
		assertThat(ENTRA.reports()).isEmpty();
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void tokenThatCannotBeReadCountsAsPartnerCenterFinds() throws Exception {
		ENTRA.user(ConsentingUser.GOOD.with((List<String>) null));
		ENTRA.compliant(null);
		assertThat(signIn().body()).contains("Nothing shows that the sign-in was with multi-factor authentication");
		ENTRA.compliant(false);
		assertThat(signIn().body()).contains("Nothing shows that the sign-in was with multi-factor authentication");
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void userOfAnotherTenantChangesNothing() throws Exception {
		ENTRA.user(ConsentingUser.GOOD.of("00000000-1111-2222-3333-444444444444"));
		assertThat(signIn().body()).contains("another tenant", "00000000-1111-2222-3333-444444444444");
		assertThat(ENTRA.reports()).isEmpty();
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void userWithoutARoleForAPartnerReportChangesNothing() throws Exception {
		ENTRA.user(ConsentingUser.GOOD.without("v1/analytics/licenses/usage"));
		assertThat(signIn().body()).contains("does not reach both partner reports", "role missing", "900150",
				"may be read");
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void stateThatIsUnknownOrUsedIsRefused() throws Exception {
		URI back = ENTRA.authorize(link(management("/consent?key=" + key()).body()));
		String path = back.getRawPath() + "?" + back.getRawQuery();
		HttpResponse<String> wrong = management(path.replace("state=", "state=x"));
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains("knows no such sign-in").doesNotContain("c0de-");
		ENTRA.user(ConsentingUser.GOOD.with(List.of("pwd")));
		assertThat(management(path).statusCode()).isEqualTo(200);
		assertThat(management(path).statusCode()).isEqualTo(400);
		assertThat(ENTRA.tokens()).hasSize(1);
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void nonceThatIsWrongIsRefused() throws Exception {
		ENTRA.user(ConsentingUser.GOOD.withNonce("of-another"));
		HttpResponse<String> page = signIn();
		assertThat(page.statusCode()).isEqualTo(400);
		assertThat(page.body()).contains("Its nonce is another");
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void codeThatIsRefusedIsTold() throws Exception {
		ENTRA.refuse("{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS501481: <b>no</b>\"}");
		assertThat(signIn().body()).contains("The code could not be redeemed", "AADSTS501481").doesNotContain("<b>no");
		assertThat(FILE).doesNotExist();
	}

	@Test
	@Order(3)
	void cancelledSignInIsTold() throws Exception {
		String state = FakeEntra.form(link(management("/consent?key=" + key()).body()).getRawQuery()).get("state");
		HttpResponse<String> page = management("/consent/callback?error=access_denied&error_description="
				+ "AADSTS65004%3A+%3Cscript%3E&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
		assertThat(page.body()).contains("cancelled", "access_denied, AADSTS65004").doesNotContain("<script>");
		assertThat(ENTRA.tokens()).isEmpty();
	}

	@Test
	@Order(4)
	void partnerCenterThatIsDownIsTriedAgainWithoutAnotherSignIn() throws Exception {
		ENTRA.api(503);
		HttpResponse<String> page = signIn();
		assertThat(page.body()).contains("Partner Center could not be asked", "Nothing has been kept", "Try again");
		assertThat(FILE).doesNotExist();
		page = again(page.body());
		assertThat(page.body()).contains("Partner Center could not be asked");
		assertThat(ENTRA.tokens()).hasSize(1);
		ENTRA.api(200);
		page = again(page.body());
		assertThat(page.body()).contains("The consent is in use");
		assertThat(FILE).exists();
		assertThat(ENTRA.tokens().getFirst().form()).containsEntry("grant_type", "authorization_code");
		assertThat(ENTRA.tokens().stream().filter((asked) -> asked.form().containsKey("code"))).hasSize(1);
	}

	@Test
	@Order(5)
	void consentIsProvedKeptAndUsedAtOnce(CapturedOutput output) throws Exception {
		ENTRA.user(ConsentingUser.GOOD.without("/customers/"));
		ENTRA.commercialUnder("/partner");
		Instant before = Instant.now();
		HttpResponse<String> page = signIn();
		assertThat(page.body()).contains("The consent is in use", "partner-center.commercial-path-prefix=/partner",
				"role missing", "not found", "empty", "may be read", FakeEntra.CUSTOMER);
		String proved = ENTRA.reports()
			.stream()
			.filter((asked) -> asked.path().startsWith("/partner/"))
			.map(Asked::authorization)
			.findFirst()
			.orElse(null);
		List<Asked> proof = ENTRA.reports()
			.stream()
			.filter((asked) -> Objects.equals(asked.authorization(), proved))
			.toList();
		assertThat(proof).allSatisfy((asked) -> assertThat(asked.validateMfa()).isEqualTo("true"));
		assertThat(
				proof.stream().map(Asked::path).collect(Collectors.groupingBy((path) -> path, Collectors.counting())))
			.hasSize(8)
			.allSatisfy((path, count) -> assertThat(count).isOne());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE))).isEqualTo("rw-------");
		Path noteFile = DIRECTORY.resolve("refresh-token.consent");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(noteFile))).isEqualTo("rw-------");
		JsonNode note = JsonMapper.shared().readTree(Files.readString(noteFile));
		assertThat(Instant.parse(note.get("consentedAt").asString())).isBetween(before, Instant.now());
		assertThat(note.get("tenantId").asString()).isEqualTo(FakeEntra.TENANT);
		assertThat(note.get("userId").asString()).isEqualTo(ConsentingUser.ID);
		assertThat(note.get("mfa").asBoolean()).isTrue();
		GatewayClient caller = new GatewayClient(this.port);
		await(() -> status(caller) == 200);
		await(() -> this.meters.get("partnercenter.mfa.compliant").gauge().value() == 1);
		assertThat(this.meters.get("partnercenter.consent.age").timeGauge().value()).isBetween(0.0, 60.0);
		JsonNode status = GatewayClient.json(caller.get("/v1/status"));
		assertThat(status.at("/consent/state").asString()).isEqualTo("given");
		assertThat(status.at("/consent/mfa").asBoolean()).isTrue();
		String logged = output.getAll().replaceFirst("consent\\?key=" + key(), "");
		assertThat(logged + page.body() + Files.readString(noteFile) + status
				+ management("/actuator/prometheus").body() + management("/actuator/health").body())
			.doesNotContain("s3cret", "c0de-", "r3fresh-", "eyJ", key());
	}

	@Test
	@Order(6)
	void tokenWithoutMfaInTheNightIsToldAndANewConsentEndsIt() throws Exception {
		ENTRA.demandMfa();
		GatewayClient caller = new GatewayClient(this.port);
		HttpResponse<byte[]> refused = caller.get(GatewayClient.USAGE, "X-Locale", "de-DE");
		assertThat(refused.statusCode()).isEqualTo(502);
		assertThat(GatewayClient.json(refused).get("detail").asString()).contains("no multi-factor authentication",
				"Consent again", "/consent");
		assertThat(caller.get(GatewayClient.USAGE).statusCode()).as("what is stored").isEqualTo(200);
		assertThat(signIn().body()).contains("The consent is in use");
		await(() -> status(caller, "X-Locale", "de-DE") == 200);
		await(() -> this.meters.get("partnercenter.mfa.compliant").gauge().value() == 1);
	}

	@Test
	@Order(6)
	void oneCallAfterEachRenewalAsksWhetherTheTokenShowsMfa() throws Exception {
		ENTRA.compliant(false);
		assertThat(signIn().body()).contains("Partner Center does not find that the token shows");
		await(() -> this.meters.get("partnercenter.mfa.compliant").gauge().value() == 0);
		GatewayClient caller = new GatewayClient(this.port);
		ENTRA.compliant(true);
		await(() -> status(caller, "X-Locale", "fr-FR") == 200);
		assertThat(ENTRA.reports().getLast().validateMfa()).as("a later call with the same token").isNull();
		assertThat(GatewayClient.json(caller.get("/v1/status")).at("/consent/mfa").asBoolean()).isFalse();
		signIn();
		await(() -> this.meters.get("partnercenter.mfa.compliant").gauge().value() == 1);
	}

	@Test
	@Order(7)
	void twoConsentsAtOnceAreBothProvedAndTheFilesAgree() throws Exception {
		URI first = ENTRA.authorize(link(management("/consent?key=" + key()).body()));
		URI second = ENTRA.authorize(link(management("/consent?key=" + key()).body()));
		List<HttpResponse<String>> pages = List
			.of(this.browser.sendAsync(request(first), HttpResponse.BodyHandlers.ofString()),
					this.browser.sendAsync(request(second), HttpResponse.BodyHandlers.ofString()))
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(pages).allSatisfy((page) -> assertThat(page.body()).contains("The consent is in use"));
		await(() -> !Double.isNaN(this.meters.get("partnercenter.consent.age").timeGauge().value()));
	}

	@Test
	@Order(8)
	void otherMethodsAndPathsAreRefused() throws Exception {
		HttpResponse<String> post = this.browser.send(
				HttpRequest.newBuilder(uri("/consent?key=" + key())).POST(HttpRequest.BodyPublishers.noBody()).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(post.statusCode()).isEqualTo(405);
		assertThat(post.headers().firstValue("Allow")).contains("GET");
		assertThat(management("/consent/again").statusCode()).isEqualTo(405);
		assertThat(management("/consent/none").statusCode()).isEqualTo(404);
		assertThat(new GatewayClient(this.port).get("/consent?key=" + key()).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "POST, /consent/again", "POST, /consent/callback", "POST, /actuator/health",
			"DELETE, /actuator/callers", "GET, /consent", "POST, /nothing" })
	@Order(8)
	void bodyThatNeverEndsHoldsNoThreadOfTheManagementPort(String method, String path) throws Exception {
		try (RawConnection slow = new RawConnection(this.managementPort)) {
			RawConnection.Answer answer = slow.send(method, path, "Content-Type: application/x-www-form-urlencoded",
					"Content-Length: 1000");
			assertThat(answer.status()).isBetween(400, 499);
			assertThat(answer.closes()).isTrue();
		}
	}

	@Test
	@Order(9)
	void tenWrongKeysCloseThePage() throws Exception {
		for (int wrong = 0; wrong < 10; wrong++) {
			assertThat(management("/consent?key=wrong" + wrong).statusCode()).isEqualTo(404);
		}
		assertThat(management("/consent?key=" + key()).statusCode()).isEqualTo(404);
	}

	private HttpResponse<String> signIn() throws Exception {
		return this.browser.send(request(ENTRA.authorize(link(management("/consent?key=" + key()).body()))),
				HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> again(String page) throws Exception {
		Matcher action = Pattern.compile("<form method=\"post\" action=\"(again\\?[^\"]+)\">").matcher(page);
		assertThat(action.find()).isTrue();
		return this.browser.send(HttpRequest.newBuilder(uri("/consent/" + action.group(1)))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** What the browser sends when the button is pressed. */
	private static URI link(String page) {
		Matcher action = Pattern.compile("<form method=\"get\" action=\"([^\"]+)\">").matcher(page);
		assertThat(action.find()).isTrue();
		return URI.create(action.group(1) + "?"
				+ inputs(page).entrySet()
					.stream()
					.map((input) -> input.getKey() + "=" + URLEncoder.encode(input.getValue(), StandardCharsets.UTF_8))
					.collect(Collectors.joining("&")));
	}

	private static Map<String, String> inputs(String page) {
		return INPUT.matcher(page)
			.results()
			.collect(Collectors.toMap((MatchResult input) -> input.group(1),
					(input) -> HtmlUtils.htmlUnescape(input.group(2))));
	}

	private HttpResponse<String> management(String path) throws Exception {
		return this.browser.send(request(uri(path)), HttpResponse.BodyHandlers.ofString());
	}

	private static HttpRequest request(URI uri) {
		return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.managementPort + path);
	}

	private static int status(GatewayClient caller, String... headers) {
		try {
			return caller.get(GatewayClient.USAGE, headers).statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition::getAsBoolean);
	}

	private static String key() {
		Matcher key = Pattern.compile("consent\\?key=([0-9a-f]{32})").matcher(log);
		assertThat(key.find()).isTrue();
		return key.group(1);
	}

}
