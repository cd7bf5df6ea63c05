package org.partnergateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.DEPLOYMENT;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;
import static org.partnergateway.harness.GatewayClient.json;

/**
 * Tests for credentials that are of no use until somebody replaces their file, over real
 * sockets.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "callers.authentication=none", "partner-center.token.tenant-id=t",
				"partner-center.token.client-id=c", "partner-center.token.grant=refresh-token" })
@Import(MovableClock.Wiring.class)
class CredentialTests {

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private static @TempDir Path directory;

	private final MovableClock clock;

	private final GatewayClient gateway;

	CredentialTests(MovableClock clock, @LocalServerPort int port) {
		this.clock = clock;
		this.gateway = new GatewayClient(port);
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", () -> "http://127.0.0.1:" + partnerCenter.port());
		registry.add("partner-center.token.uri", () -> "http://127.0.0.1:" + partnerCenter.port() + "/token");
		registry.add("partner-center.token.client-secret-file", () -> put("client-secret", "first"));
		registry.add("partner-center.token.refresh-token-file", () -> put("refresh-token", "first"));
	}

	@AfterAll
	static void close() throws Exception {
		partnerCenter.close();
	}

	@BeforeEach
	void recover() throws Exception {
		partnerCenter.demandNothing();
		await().until(
				() -> this.gateway.get(USAGE).statusCode() == 200 && this.gateway.get(DEPLOYMENT).statusCode() == 200);
	}

	@Test
	void getWhenTheClientSecretIsReplacedIsServedWithoutWaitingForTheBackOff() throws Exception {
		assertHeals("client_secret=", "invalid_client", "client-secret", "ga-IE");
	}

	@Test
	void getWhenTheRefreshTokenIsReplacedIsServedWithoutWaitingForTheBackOff() throws Exception {
		assertHeals("refresh_token=", "invalid_grant", "refresh-token", "gd-GB");
	}

	@Test
	void getWhenNoTokenIsAcceptedAsksForFewAndSaysWhatToDo() throws Exception {
		this.clock.advance(Duration.ofHours(2));
		partnerCenter.report(Reply.of(401, "{\"code\":\"900421\",\"description\":\"MFA required.\"}"));
		partnerCenter.reportRequests().clear();
		int before = partnerCenter.tokenRequests();
		try {
			for (int customer = 0; customer < 50; customer++) {
				HttpResponse<byte[]> refused = this.gateway
					.get("/v1/customers/%s/analytics/licenses/usage".formatted(UUID.randomUUID()));
				assertThat(json(refused).get("type").asString()).endsWith(":upstream-credentials");
				assertThat(json(refused).get("detail").asString()).contains("multi-factor");
			}
			assertThat(partnerCenter.tokenRequests() - before).isOne();
			assertThat(partnerCenter.reportRequests()).hasSizeLessThanOrEqualTo(4);
			JsonNode token = json(this.gateway.get("/v1/status")).get("accessToken");
			assertThat(token.get("problem").asString()).isEqualTo("refused-by-partner-center");
			assertThat(token.get("remedy").asString()).contains("Consent again");
		}
		finally {
			partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT));
			this.clock.advance(Duration.ofHours(2));
		}
	}

	@Test
	void consentInGoodTimesIsUsedWithinFiveSecondsWithoutACaller() {
		int before = partnerCenter.tokenRequests();
		put("refresh-token", "consent-in-good-times");
		await().atMost(Duration.ofSeconds(5)).until(() -> partnerCenter.tokenRequests() > before);
		assertThat(partnerCenter.tokenRequests()).isEqualTo(before + 1);
		assertThat(partnerCenter.tokenForms().getLast()).contains("refresh_token=consent-in-good-times");
	}

	@Test
	void clientSecretInGoodTimesIsUsedForTheNextTokenRequest() {
		put("client-secret", "in-good-times");
		put("refresh-token", "consent-with-another-secret");
		await().atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(partnerCenter.tokenForms()).last()
				.asString()
				.contains("refresh_token=consent-with-another-secret", "client_secret=in-good-times"));
	}

	@Test
	void getWhenPartnerCenterForbidsAndTheConsentIsReplacedUsesItAtOnce() throws Exception {
		this.clock.advance(Duration.ofMinutes(31));
		partnerCenter.report(Reply.of(403, "{\"code\":\"900150\",\"description\":\"The role may not.\"}"));
		try {
			String culture = "gv-IM";
			HttpResponse<byte[]> refused = this.gateway.get(USAGE, "X-Locale", culture);
			assertThat(json(refused).get("type").asString()).endsWith(":upstream-credentials");
			int before = partnerCenter.tokenRequests();
			partnerCenter.reportRequests().clear();
			partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT));
			put("refresh-token", "consent-after-403");
			await().atMost(Duration.ofSeconds(5))
				.until(() -> partnerCenter.tokenRequests() > before && !partnerCenter.reportRequests().isEmpty());
			assertThat(this.gateway.get(USAGE, "X-Locale", culture).statusCode()).isEqualTo(200);
		}
		finally {
			partnerCenter.report(Reply.of(200, RawPartnerCenter.REPORT));
			this.clock.advance(Duration.ofHours(2));
		}
	}

	private void assertHeals(String parameter, String error, String file, String culture) throws Exception {
		partnerCenter.demand(parameter + error + "-healed", error);
		// All is stale by then, and the token has expired.
		this.clock.advance(Duration.ofHours(2));
		int before = partnerCenter.tokenRequests();
		HttpResponse<byte[]> refused = this.gateway.get(USAGE, "X-Locale", culture);
		assertThat(json(refused).get("type").asString()).endsWith(":upstream-credentials");
		assertThat(json(refused).get("detail").asString()).contains(error);
		for (int second = 0; second < 60; second++) {
			callAll(culture);
			this.clock.advance(Duration.ofSeconds(1));
		}
		// At 0, 5, 15 and 35 s.
		assertThat(partnerCenter.tokenRequests() - before).isBetween(2, 4);
		partnerCenter.reportRequests().clear();

		put(file, error + "-healed");
		await().atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(partnerCenter.reportRequests()).as("fetched without a caller")
				.anyMatch((head) -> head.contains(USAGE))
				.anyMatch((head) -> head.contains(DEPLOYMENT)));
		assertThat(partnerCenter.tokenRequests() - before).isBetween(3, 5);
		await().untilAsserted(() -> assertThat(header(this.gateway.get(USAGE), "Cache-Status"))
			.isEqualTo("partner-license-gateway; hit; ttl=900"));
		assertThat(this.gateway.get(USAGE, "X-Locale", culture).statusCode()).isEqualTo(200);
	}

	/**
	 * Several callers of each report, with something stored and with nothing.
	 */
	private void callAll(String culture) {
		List<CompletableFuture<HttpResponse<byte[]>>> calls = IntStream.range(0, 3)
			.boxed()
			.flatMap((caller) -> List
				.of(this.gateway.getAsync(USAGE), this.gateway.getAsync(DEPLOYMENT),
						this.gateway.getAsync(USAGE, "X-Locale", culture))
				.stream())
			.toList();
		calls.forEach(CompletableFuture::join);
	}

	private static Path put(String name, String content) {
		try {
			Path written = Files.writeString(directory.resolve(name + ".new"), content);
			return Files.move(written, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
