package org.partnergateway;

import java.net.http.HttpResponse;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.harness.Chromium;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for what people see of the page, in a browser.
 */
@InSandbox
class PageBrowserTests {

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final GatewayClient gateway;

	private final String url;

	PageBrowserTests(SandboxPartnerCenter partnerCenter, MovableClock clock, @LocalServerPort int port) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.gateway = new GatewayClient(port);
		this.url = "http://localhost:" + port + "/";
	}

	@Test
	void figuresAreThoseOfTheReports() throws Exception {
		Page page = open();
		List<JsonNode> deployment = rows(DEPLOYMENT);
		assertThat(cells(page, "sold")).containsExactlyInAnyOrderElementsOf(deployment.stream()
			.map((row) -> List.of(text(row, "serviceName"), text(row, "channel"), number(row, "licensesSold")))
			.toList());
		assertThat(cells(page, "deployed")).containsExactlyInAnyOrderElementsOf(deployment.stream()
			.map((row) -> List.of(text(row, "serviceName"), text(row, "channel"),
					number(row, "proratedDeploymentPercent") + "%", day(row)))
			.toList());
		assertThat(cells(page, "used")).containsExactlyInAnyOrderElementsOf(rows(USAGE).stream()
			.map((row) -> List.of(text(row, "workloadName"), text(row, "serviceName"), text(row, "channel"),
					number(row, "proratedLicensesUsagePercent") + "%", day(row)))
			.toList());
		assertThat(page.locator("#totals")).containsText("4,807");
		assertThat(page.locator("#totals time")).hasAttribute("datetime", "2017-03-14T03:25:16.360Z");
	}

	@Test
	void chartsShowTheSameFiguresAsTheirTables() {
		Page page = open();
		assertThat(bars(page, "sold")).isEqualTo(Map.of("o365", "4,464", "crm", "343"));
		assertThat(bars(page, "deployed")).isEqualTo(Map.of("o365", "1%", "crm", "0%"));
		assertThat(bars(page, "used").keySet()).isEqualTo(Set.of("Microsoft Dynamics CRM", "SharePoint · crm",
				"Exchange", "SharePoint · o365", "Skype For Business"));
		// The longest bar is full, and the others in proportion.
		assertThat(widths(page, "sold")).containsExactly(1.0, 0.08);
		// Of a share, all of the track is the whole.
		assertThat(widths(page, "deployed")).containsExactly(0.01, 0.0);
		assertThat(page.getByRole(AriaRole.IMG)).hasCount(3);
	}

	@Test
	void tableIsSortedWithTheKeyboard() {
		Page page = open();
		Locator heads = page.locator("#used th[scope=col]");
		assertThat(heads.nth(3)).hasAttribute("aria-sort", "descending");
		// From the last button before the tables, on to the first column of the third.
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refresh")).focus();
		Locator workload = page.locator("#used")
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Workload"));
		for (int i = 0; i < 8; i++) {
			page.keyboard().press("Tab");
		}
		assertThat(workload).isFocused();
		page.keyboard().press("Enter");
		assertThat(heads.nth(0)).hasAttribute("aria-sort", "ascending");
		assertThat(heads.nth(3)).hasAttribute("aria-sort", "none");
		assertThat(firstColumn(page)).isSorted().hasSize(5);
		page.keyboard().press("Space");
		assertThat(heads.nth(0)).hasAttribute("aria-sort", "descending");
		assertThat(firstColumn(page).reversed()).isSorted();
		assertThat(workload).isFocused();
	}

	@Test
	void freshnessIsWhatTheGatewaySays() throws Exception {
		this.gateway.get(DEPLOYMENT);
		this.gateway.get(USAGE);
		this.clock.advance(Duration.ofSeconds(130));
		Page page = open();
		assertThat(page.locator("#used .freshness"))
			.containsText("Processed by Partner Center 10 Mar 2017. Fetched 2 min ago, fresh for 12 min.");
		assertThat(page.locator("#used .freshness code"))
			.hasText("Age: 130  Cache-Status: partner-license-gateway; hit; ttl=770");
		assertThat(page.locator("#deployed .freshness")).containsText("14 Mar 2017, 03:25");
		assertThat(page.locator("#stored tbody tr").first()).hasText("partner-deployment2 min ago12 min–");
		assertThat(page.locator("#states")).containsText("Access token");
	}

	@Test
	void refreshAsksForWhatHasChanged() {
		Page page = open();
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refresh")).click();
		assertThat(page.getByRole(AriaRole.STATUS)).hasText("The figures are up to date.");
		page.waitForCondition(() -> chromium.requests(USAGE).size() == 2);
		Request second = chromium.requests(USAGE).getLast();
		assertThat(second.headers()).containsKey("if-none-match");
		assertThat(second.response().status()).isEqualTo(304);
		assertThat(firstColumn(page)).hasSize(5);
	}

	@Test
	void problemIsShownUntilItIsGone() {
		this.partnerCenter.faults(SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofMinutes(1)));
		Page page = chromium.open();
		page.navigate(this.url);
		Locator problem = page.locator(".problem");
		assertThat(problem.getByRole(AriaRole.HEADING).first()).hasText("Partner Center throttles the gateway");
		Request asked = chromium.requests(USAGE).getFirst();
		assertThat(problem.filter(new Locator.FilterOptions().setHasText("usage")))
			.containsText(asked.response().headerValue("MS-RequestId"));
		assertThat(problem.first()).containsText("503");
		assertThat(problem.first()).containsText("1 min");
		assertThat(page.locator("#used .nothing")).hasText("There is no answer yet.");
		refresh(page);
		// One back-off, which keeps both reports back.
		assertThat(page.locator("#states div", new Page.LocatorOptions().setHasText("Back-offs")))
			.containsText("Back-offs1over");
		assertThat(page.locator("#stored tbody tr")).containsText(new String[] { "1 min", "1 min" });
		assertThat(page.locator("#refusals")).containsText("upstream-throttled");

		this.partnerCenter.reset();
		this.clock.advance(Duration.ofMinutes(10));
		// One report at a time finds out whether Partner Center is well again.
		page.waitForCondition(() -> {
			refresh(page);
			return problem.count() == 0;
		});
		assertThat(page.locator("#used tbody tr")).hasCount(5);
		assertThat(problem).hasCount(0);
	}

	@Test
	void figuresStayWhileAProblemIsShown() {
		Page page = open();
		page.route("**" + USAGE, Route::abort);
		refresh(page);
		assertThat(page.locator(".problem")).containsText("The gateway cannot be reached");
		assertThat(page.locator("#used tbody tr")).hasCount(5);
	}

	@Test
	void answerOfAnotherFormIsAProblemToo() {
		Page page = chromium.open();
		page.route("**/v1/status", (route) -> route.fulfill(answer("{}")));
		page.route("**" + USAGE, (route) -> route.fulfill(answer("<html>")));
		page.navigate(this.url);
		assertThat(page.locator(".problem h2"))
			.hasText(new String[] { "The answer cannot be read", "The answer cannot be shown" });
		assertThat(page.locator("#sold tbody tr")).hasCount(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"totalCount":0,"items":[]} | Nothing: the report came, and has no rows.
			{}                          | Nothing: the report came, and has no rows.
			""")
	void emptyReportIsCalledEmpty(String report, String says) {
		Page page = chromium.open();
		page.route("**" + DEPLOYMENT, (route) -> route.fulfill(answer(report)));
		page.navigate(this.url);
		assertThat(page.locator("#sold .nothing")).hasText(says);
		assertThat(page.locator("#deployed .nothing")).hasText(says);
		assertThat(page.locator("#sold table")).isHidden();
		assertThat(page.locator("#used tbody tr")).hasCount(5);
	}

	@Test
	void rowsMayLackAnythingAndAreNeverMarkup() {
		Page page = chromium.open();
		page.route("**" + DEPLOYMENT, (route) -> route.fulfill(answer("""
				{"items":[{"serviceName":"<img src=x onerror=alert(1)>","channel":"b","licensesSold":206.0,
				"proratedDeploymentPercent":104.256,"processedDateTime":"2018-10-14T00:00:00"},
				{"serviceName":null,"licensesSold":"1000"},{}]}""")));
		page.navigate(this.url);
		assertThat(page.locator("#sold tbody tr")).hasCount(3);
		assertThat(cells(page, "deployed")).containsExactly(
				List.of("<img src=x onerror=alert(1)>", "b", "104.26%", "14 Oct 2018"), List.of("–", "–", "–", "–"),
				List.of("–", "–", "–", "–"));
		assertThat(cells(page, "sold").stream().map(List::getLast)).containsExactly("1,000", "206", "–");
		assertThat(page.locator("img")).hasCount(0);
	}

	@Test
	void refusalsOfOthersAreShownWithoutWhatTheySent() throws Exception {
		HttpResponse<byte[]> refused = this.gateway.get("/v1/%3Cscript%3Ealert(1)%3C%2Fscript%3E/usage?key=s3cr3t");
		Page page = open();
		Locator newest = page.locator("#refusals tbody tr").first();
		assertThat(newest).containsText("/v1/…");
		assertThat(newest).containsText(header(refused, "MS-RequestId"));
		assertThat(page.locator("body")).not().containsText("s3cr3t");
	}

	@ParameterizedTest
	@CsvSource({ "320", "390", "768", "1280" })
	void pageFitsTheWidthOfTheScreen(int width) throws Exception {
		this.gateway.get("/nonsense");
		Page page = open(new Browser.NewContextOptions().setViewportSize(width, 800));
		assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
		assertThat(page.evaluate(
				"[...document.querySelectorAll('table, .bars, dl, h1')].every((one) => one.getBoundingClientRect().right <= innerWidth)"))
			.isEqualTo(true);
	}

	@ParameterizedTest
	@EnumSource(names = { "LIGHT", "DARK" })
	void pageIsAccessibleInBothModes(ColorScheme scheme) throws Exception {
		this.gateway.get("/nonsense");
		Page page = chromium.open(new Browser.NewContextOptions().setColorScheme(scheme));
		// One report fails, so that there is a problem to look at too.
		page.route("**" + USAGE, Route::abort);
		page.navigate(this.url);
		assertThat(page.locator(".problem")).isVisible();
		assertThat(page.locator("#sold tbody tr")).hasCount(2);
		assertThat(page.locator("html")).hasCSS("background-color",
				(scheme == ColorScheme.DARK) ? "rgb(19, 21, 23)" : "rgb(253, 252, 250)");
		assertAccessible(page);
		page.unroute("**" + USAGE);
		refresh(page);
		assertThat(page.locator("#used tbody tr")).hasCount(5);
		assertAccessible(page);
	}

	/**
	 * Those of axe-core that keep people out.
	 */
	static void assertAccessible(Page page) {
		List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
		assertThat(violations.stream().filter((rule) -> Set.of("serious", "critical").contains(rule.getImpact())))
			.extracting((rule) -> rule.getId() + " " + rule.getNodes())
			.isEmpty();
	}

	private Page open() {
		return open(new Browser.NewContextOptions());
	}

	private Page open(Browser.NewContextOptions options) {
		Page page = chromium.open(options);
		page.navigate(this.url);
		assertThat(page.locator("#used tbody tr")).hasCount(5);
		assertThat(page.locator("#stored tbody tr")).hasCount(2);
		return page;
	}

	private static void refresh(Page page) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refresh")).click();
	}

	private List<JsonNode> rows(String path) throws Exception {
		return json(this.gateway.get(path)).get("items").valueStream().toList();
	}

	private static Route.FulfillOptions answer(String body) {
		return new Route.FulfillOptions().setContentType("application/json").setBody(body);
	}

	private static List<List<String>> cells(Page page, String section) {
		return page.locator("#" + section + " tbody tr")
			.all()
			.stream()
			.map((row) -> row.locator("th, td").allTextContents())
			.toList();
	}

	private static List<String> firstColumn(Page page) {
		return page.locator("#used tbody th").allTextContents();
	}

	private static Map<?, ?> bars(Page page, String section) {
		return (Map<?, ?>) page.evaluate("""
				(section) => Object.fromEntries([...document.querySelectorAll(`#${section} .bar`)].map((bar) =>
					[bar.querySelector('.name').textContent, bar.querySelector('.figure').textContent]))""", section);
	}

	/**
	 * How much of its track each bar takes, to a hundredth.
	 */
	private static List<Double> widths(Page page, String section) {
		List<?> widths = (List<?>) page.evaluate(
				"""
						(section) => [...document.querySelectorAll(`#${section} .track`)].map((track) => {
							const drawn = [...track.children].reduce((sum, part) => sum + part.getBoundingClientRect().width, 0);
							return Math.round(100 * drawn / track.getBoundingClientRect().width) / 100;
						})""",
				section);
		return widths.stream().map((width) -> ((Number) width).doubleValue()).toList();
	}

	private static String text(JsonNode row, String field) {
		return row.get(field).asString();
	}

	private static String number(JsonNode row, String field) {
		return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
			.format(row.get(field).asDouble());
	}

	/**
	 * Of a time in March 2017, as all are there.
	 */
	private static String day(JsonNode row) {
		String time = text(row, "processedDateTime");
		assertThat(Stream.of(time)).allMatch((any) -> any.startsWith("2017-03-"));
		return Integer.parseInt(time.substring(8, 10)) + " Mar 2017";
	}

}
