package org.partnergateway.consent;

import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.harness.Chromium;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the consent in a browser, over the sandbox, which starts without a token.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "sandbox.consent=true" })
@ActiveProfiles("sandbox")
class ConsentPageBrowserTests {

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	private final String address;

	private final String figures;

	ConsentPageBrowserTests(ConsentAddress address, @LocalServerPort int port) {
		this.address = String.valueOf(address.page());
		this.figures = "http://localhost:" + port + "/";
	}

	@Test
	void consentLeadsFromTheAddressInTheLogToTheFiguresByTheKeyboardAlone() {
		Page page = open(new Browser.NewContextOptions());
		assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(1);
		assertAccessible(page);
		page.keyboard().press("Tab");
		assertThat(page.getByRole(AriaRole.BUTTON)).isFocused();
		page.keyboard().press("Enter");
		Locator choice = page.getByText("user with multi-factor authentication",
				new Page.GetByTextOptions().setExact(true));
		assertThat(choice).isVisible();
		choice.focus();
		page.keyboard().press("Enter");
		assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("The consent is in use");
		assertThat(page.locator("tbody tr")).hasCount(8);
		assertThat(page.locator("tbody td.good")).hasCount(8);
		assertAccessible(page);
		assertThat(page.url()).endsWith("/consent/callback");
		assertThat(referrers("/authorize")).isEmpty();
		page.navigate(this.figures);
		assertThat(page.locator("#totals")).containsText("4,807");
		assertThat(page.locator("#states")).containsText("with multi-factor authentication");
	}

	@ParameterizedTest
	@CsvSource({ "user without multi-factor authentication, The sign-in was without multi-factor authentication",
			"user without a role that may read the reports, The consent does not reach both partner reports",
			"user of another tenant, The user belongs to another tenant", "cancel, Nobody has consented" })
	void refusalIsToldOnAPageThatIsAccessible(String choice, String headline) {
		Page page = open(new Browser.NewContextOptions());
		page.getByRole(AriaRole.BUTTON).click();
		page.getByText(choice, new Page.GetByTextOptions().setExact(true)).click();
		assertThat(page.getByRole(AriaRole.HEADING).first()).hasText(headline);
		assertThat(page.getByText("Nothing has changed.")).isVisible();
		assertAccessible(page);
	}

	@Test
	void pagesNeedNoScript() {
		Page page = open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
		page.getByRole(AriaRole.BUTTON).click();
		page.getByText("user without a role that may read the reports").click();
		assertThat(page.locator("tbody tr")).hasCount(8);
	}

	@ParameterizedTest
	@EnumSource(value = ColorScheme.class, names = { "LIGHT", "DARK" })
	void pagesFitAPhoneInAnyColorScheme(ColorScheme scheme) {
		Page page = open(
				new Browser.NewContextOptions().setViewportSize(320, 640).setIsMobile(true).setColorScheme(scheme));
		assertFits(page);
		page.getByRole(AriaRole.BUTTON).click();
		page.getByText("user without a role that may read the reports").click();
		assertThat(page.locator("tbody tr")).hasCount(8);
		assertFits(page);
	}

	private static void assertFits(Page page) {
		assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
		assertAccessible(page);
	}

	private static List<String> referrers(String path) {
		return chromium.requests()
			.stream()
			.filter((request) -> request.url().contains(path) && !request.url().contains("choice="))
			.map(Request::allHeaders)
			.filter((headers) -> headers.containsKey("referer"))
			.map((headers) -> headers.get("referer"))
			.toList();
	}

	private Page open(Browser.NewContextOptions options) {
		Page page = chromium.open(options);
		page.navigate(this.address);
		return page;
	}

	private static void assertAccessible(Page page) {
		List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
		assertThat(violations).extracting((rule) -> rule.getId() + " " + rule.getNodes()).isEmpty();
	}

}
