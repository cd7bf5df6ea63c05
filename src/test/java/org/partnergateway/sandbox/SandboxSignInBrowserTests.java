package org.partnergateway.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.harness.Chromium;
import org.partnergateway.sandbox.exchange.Form;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sandbox's sign-in page in a browser.
 */
class SandboxSignInBrowserTests {

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	private final SandboxPartnerCenter sandbox = SandboxPartnerCenter.start();

	private final SandboxSignIn signIn = new SandboxSignIn(this.sandbox);

	@AfterEach
	void stop() {
		this.signIn.close();
	}

	@ParameterizedTest
	@EnumSource(value = ColorScheme.class, names = { "LIGHT", "DARK" })
	void pageIsAccessible(ColorScheme scheme) {
		Page page = open(new Browser.NewContextOptions().setColorScheme(scheme));
		assertThat(page.getByRole(AriaRole.BUTTON).allTextContents()).containsExactly(
				"user with multi-factor authentication", "user without multi-factor authentication",
				"user without a role that may read the reports", "user of another tenant", "cancel");
		assertAccessible(page);
	}

	@Test
	void pageOfARefusalIsAccessible() {
		Page page = chromium.open();
		page.navigate(address(SandboxSignIn.PATH));
		assertThat(page.locator("main").textContent()).contains("The parameter client_id must not be empty.");
		assertAccessible(page);
	}

	@Test
	void pageFitsAPhone() {
		Page page = open(new Browser.NewContextOptions().setViewportSize(320, 640).setIsMobile(true));
		assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
		for (Locator button : page.getByRole(AriaRole.BUTTON).all()) {
			assertThat(button.boundingBox().height).isGreaterThanOrEqualTo(44);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, code", "5, error" })
	void choiceWhenMadeWithTheKeyboardLeadsBack(int tabs, String parameter) {
		Page page = open(new Browser.NewContextOptions());
		for (int tab = 0; tab < tabs; tab++) {
			page.keyboard().press("Tab");
		}
		page.keyboard().press("Enter");
		page.waitForURL((url) -> url.startsWith(returnAddress()));
		Map<String, String> query = Form.read(URI.create(page.url()).getRawQuery());
		assertThat(query).containsKey(parameter).containsEntry("state", "a state & more");
	}

	private Page open(Browser.NewContextOptions options) {
		Map<String, String> parameters = SandboxSignIn.parameters();
		parameters.put("redirect_uri", returnAddress());
		Page page = chromium.open(options);
		page.navigate(address(SandboxSignIn.PATH) + "?" + SandboxSignIn.encoded(parameters));
		return page;
	}

	/**
	 * Something that answers 200, in place of an application.
	 */
	private String returnAddress() {
		return address("/sandbox/v2.0/.well-known/openid-configuration");
	}

	private String address(String path) {
		return "http://localhost:%d%s".formatted(this.sandbox.baseUrl().getPort(), path);
	}

	private static void assertAccessible(Page page) {
		List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
		assertThat(violations).extracting((rule) -> rule.getId() + " " + rule.getNodes()).isEmpty();
	}

}
