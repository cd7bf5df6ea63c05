package org.partnergateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.Chromium;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.IdentityProvider;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for how the page asks for a credential and keeps it, in a browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "callers.authentication=jwt-or-api-key",
				"callers.rate-limit.requests=30", "callers.rate-limit.period=1h" })
@ActiveProfiles("sandbox")
class PageSignInTests {

	private static final String KEY = "5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c";

	private static final String BUSY_KEY = "0e5f4a3b2c5b1f0a3c8d7e4f6a9b2c1d";

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	@TempDir
	static Path directory;

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	private final GatewayClient gateway;

	private final String url;

	private Page page;

	PageSignInTests(@LocalServerPort int port) {
		this.gateway = new GatewayClient(port);
		this.url = "http://localhost:" + port + "/";
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		Path keys = Files.writeString(directory.resolve("api-keys"),
				"reports:%s%nbusy:%s%n".formatted(digest(KEY), digest(BUSY_KEY)));
		registry.add("callers.api-keys-file", () -> keys);
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> IdentityProvider.AUDIENCE);
	}

	@AfterAll
	static void stop() {
		PROVIDER.close();
	}

	@BeforeEach
	void open() {
		this.page = chromium.open();
		this.page.navigate(this.url);
		assertThat(this.page.locator("#sign-in")).isVisible();
	}

	@Test
	void credentialIsAskedForAfterOneRefusal() {
		assertThat(field()).isFocused();
		assertThat(this.page.locator("#figures")).isHidden();
		assertThat(chromium.requests("/v1/status")).hasSize(1);
		assertThat(chromium.requests(USAGE)).isEmpty();
		PageBrowserTests.assertAccessible(this.page);
	}

	@Test
	void keyIsKeptForTheTabOnlyAndCanBeForgotten() {
		signIn(KEY);
		assertThat(this.page.locator("#used tbody tr")).hasCount(5);
		assertThat(this.page.locator("#sign-in")).isHidden();
		assertThat(this.page.evaluate("localStorage.length")).isEqualTo(0);
		assertThat(this.page.context().cookies()).isEmpty();
		assertThat(this.page.content()).doesNotContain(KEY);
		assertThat(this.page.url()).isEqualTo(this.url);

		this.page.reload();
		assertThat(this.page.locator("#used tbody tr")).hasCount(5);
		Page other = this.page.context().newPage();
		other.navigate(this.url);
		assertThat(other.locator("#sign-in")).isVisible();

		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Forget the key")).click();
		assertThat(field()).isFocused();
		assertThat(this.page.locator("#used tbody tr")).hasCount(0);
		assertThat(this.page.evaluate("sessionStorage.length")).isEqualTo(0);
		this.page.reload();
		assertThat(this.page.locator("#sign-in")).isVisible();
	}

	@Test
	void tokenIsAsGoodAsAKey() {
		signIn("Bearer " + PROVIDER.token((claims) -> claims.subject("reader").claim("scp", "licenses.read")));
		assertThat(this.page.locator("#used tbody tr")).hasCount(5);
	}

	@Test
	void wrongKeyIsRefusedAndNotKept() {
		signIn("wrong");
		Locator error = this.page.locator("#credential-error");
		assertThat(error).containsText("Not authenticated. Send a valid access token");
		assertThat(this.page.evaluate("sessionStorage.length")).isEqualTo(0);
		PageBrowserTests.assertAccessible(this.page);
		signIn("k\u00e9y");
		assertThat(error).containsText("no key and no token");
		assertThat(chromium.requests("/v1/status")).hasSize(2);
	}

	@Test
	void tokenThatMayNotReadIsToldSo() {
		signIn(PROVIDER.token((claims) -> claims.subject("curious").claim("scp", "other")));
		assertThat(this.page.locator(".problem")).containsText("Not allowed");
		assertThat(this.page.locator(".problem"))
			.containsText("The access token has neither the scope nor the role licenses.read.");
		assertThat(this.page.locator(".problem")).containsText("403");
		assertThat(chromium.requests(USAGE)).isEmpty();
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Forget the key")).click();
		assertThat(this.page.locator(".problem")).hasCount(0);
	}

	@Test
	void callerWhoAsksTooOftenIsToldWhenToComeBack() throws Exception {
		for (int i = 0; i < 30; i++) {
			this.gateway.send("HEAD", USAGE, "X-Api-Key", BUSY_KEY);
		}
		signIn(BUSY_KEY);
		Locator problem = this.page.locator(".problem");
		assertThat(problem).containsText("Too many requests");
		assertThat(problem).containsText("429");
		assertThat(problem).containsText("Try again after");
		String id = chromium.requests("/v1/status").getLast().response().headerValue("MS-RequestId");
		assertThat(problem).containsText(id);
	}

	private void signIn(String credential) {
		field().fill(credential);
		this.page.keyboard().press("Enter");
	}

	private Locator field() {
		return this.page.getByLabel("API key or access token");
	}

	private static String digest(String key) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
	}

}
