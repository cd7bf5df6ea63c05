package org.partnergateway.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The installed Chromium. After each test it looks whether the page complained or asked
 * another host for anything. Without a Chromium tests are skipped, but not where
 * {@code CI} is {@code true}.
 */
public final class Chromium implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final Logger logger = LoggerFactory.getLogger(Chromium.class);

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private static final List<String> OPTIONS = List.of("--no-sandbox", "--disable-gpu",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
			"--disable-quic");

	private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

	private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

	private @Nullable Playwright playwright;

	private @Nullable Browser browser;

	private @Nullable BrowserContext context;

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (find().isPresent() || "true".equals(System.getenv("CI"))) {
			return ConditionEvaluationResult.enabled("there is a Chromium, or there has to be");
		}
		String reason = "there is no Chromium in the PATH, so the page was tried in no browser";
		logger.warn("{} is skipped: {}.", context.getDisplayName(), reason);
		return ConditionEvaluationResult.disabled(reason);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		Path executable = find().orElseThrow(() -> new IllegalStateException("there is no Chromium in the PATH"));
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
	}

	/**
	 * A tab of a browser that knows nothing yet.
	 */
	public Page open(Browser.NewContextOptions options) {
		close();
		assertThat(this.browser).isNotNull();
		this.context = this.browser.newContext(options);
		this.context.onConsoleMessage((message) -> {
			// What the network panel says of a refusal is no complaint of the page.
			if (!message.text().startsWith("Failed to load resource: ")) {
				this.complaints.add(message.type() + ": " + message.text());
			}
		});
		this.context.onWebError((error) -> this.complaints.add(error.error()));
		this.context.onRequest(this.requests::add);
		return this.context.newPage();
	}

	public Page open() {
		return open(new Browser.NewContextOptions());
	}

	/**
	 * What the tabs have asked for.
	 */
	public List<Request> requests(String path) {
		return this.requests.stream().filter((request) -> request.url().endsWith(path)).toList();
	}

	/**
	 * Everything that the tabs have asked for.
	 */
	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		close();
		List<String> said = List.copyOf(this.complaints);
		List<String> asked = this.requests.stream().map(Request::url).toList();
		this.complaints.clear();
		this.requests.clear();
		assertThat(said).as("complaints").isEmpty();
		assertThat(asked).as("hosts")
			.isNotEmpty()
			.allMatch((url) -> url.matches("http://(localhost|127\\.0\\.0\\.1):.*|data:,"));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.playwright != null) {
			this.playwright.close();
		}
	}

	private void close() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
	}

	private static Optional<Path> find() {
		String path = System.getenv("PATH");
		return Stream.of((path != null) ? path.split(":") : new String[0])
			.flatMap((directory) -> NAMES.stream().map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
