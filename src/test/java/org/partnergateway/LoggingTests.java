package org.partnergateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.GatewayProcess;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for what a gateway writes to its standard output.
 */
class LoggingTests {

	private static final String KEY = "key-5b1f0c5e-of-a-caller";

	private static final String CLIENT_SECRET = "secret-8d0a77c1-of-the-client";

	private static final String REFRESH_TOKEN = "refresh-3c5e12f0-of-the-user";

	private static final String NEXT_REFRESH_TOKEN = "refresh-90ab6d2e-that-follows";

	private static final String ACCESS_TOKEN = "access-7f4e9b35-of-the-gateway";

	private static final String REDIS_PASSWORD = "password-61d9c0e4-of-redis";

	private static final List<String> SECRETS = List.of(KEY, REDIS_PASSWORD, CLIENT_SECRET, REFRESH_TOKEN,
			NEXT_REFRESH_TOKEN, ACCESS_TOKEN, "guessed-key");

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String REQUEST_ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private static final String CORRELATION_ID = "6492b9d6-5629-429b-934c-040b1946e760";

	private static final String PARTNER_CENTER_IDS = "Partner Center's MS-RequestId=ee39c9f4-4e0f-4f57-8f44-8d1f3f9b8f43 "
			+ "MS-CorrelationId=dd9f0f4b-58a5-4bb6-9a3b-2a3c52fd9c55 MS-CV=f0trvmq8mEScHcFS.0 MS-ServerId=1";

	private static final Pattern ACCESS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z "
			+ "access \\S+ \\S+ \\d{3} (\\d+|-) bytes \\d+ us address=\\S+ request=\\S+ correlation=\\S+ cache=\"[^\"]*\"");

	private static final Pattern LINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ +(DEBUG|INFO|WARN|ERROR) .*");

	/** Requests that would forge a line, a field or an end of one. */
	private static final List<String> FORGERIES = List.of( //
			"GET /v1/%0d%0aforged%22%7d HTTP/1.1\r\n", //
			"GET /v1/nope%0Aforged%20access%20GET HTTP/1.1\r\n", //
			"GET /v1/\"forged\" HTTP/1.1\r\n", //
			"GET /v1/a\rforged HTTP/1.1\r\n", //
			"GET /v1/\u001b[31mforged HTTP/1.1\r\n", //
			"G\"forged /v1/analytics/licenses/usage HTTP/1.1\r\n", //
			"GET " + USAGE + "?filter=%22%0d%0aforged HTTP/1.1\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nMS-RequestId: a%0d%0aforged\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nMS-CorrelationId: \",\"forged\":\"\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nX-Locale: en\"},{\"forged\":1\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nX-Locale: en\rforged\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\ntraceparent: 00-\"forged\"-%0a\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nUser-Agent: x\" forged=\"%0d%0a\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nX-Api-Key: guessed-key\"\u2028forged\r\n", //
			"GET " + USAGE + " HTTP/1.1\r\nAuthorization: Bearer guessed-key%0d%0a\"forged\r\n");

	private final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	@TempDir
	private Path directory;

	@Test
	void linesOfJsonHaveTheIdsAsFieldsAndNoSecret() throws Exception {
		try (this.partnerCenter; GatewayProcess gateway = start("--logging.structured.format.console=ecs")) {
			patience().until(() -> gateway.probe("readiness") == 200);
			fetch(gateway);
			forge(gateway);
			refuseTokens(gateway);
			gateway.terminate();
			assertThat(gateway.exitStatus()).as(gateway::log).isZero();
			List<JsonNode> lines = gateway.log().lines().map((line) -> JsonMapper.shared().readTree(line)).toList();
			assertThat(lines).hasSizeGreaterThan(10).allSatisfy((line) -> {
				assertThat(line.at("/ecs/version").asString()).isNotEmpty();
				assertThat(line.get("message").asString()).isNotEmpty();
				assertThat(line.has("forged")).isFalse();
			});
			assertThat(lines)
				.filteredOn((line) -> REQUEST_ID.equals(text(line, "msRequestId"))
						&& line.get("message").asString().startsWith("Fetched partner-usage"))
				.singleElement()
				.satisfies((line) -> {
					assertThat(text(line, "traceId")).isEqualTo(TRACE);
					assertThat(text(line, "msCorrelationId")).isEqualTo(CORRELATION_ID);
					assertThat(line.get("message").asString()).contains(" 1 attempt in ").endsWith(PARTNER_CENTER_IDS);
				});
			assertThat(lines).anyMatch((line) -> line.get("message")
				.asString()
				.startsWith("Could not renew the access token: The token endpoint refused (HTTP 400, invalid_grant)"));
			assertThat(lines)
				.anyMatch((line) -> line.at("/log/logger").asString().equals("org.partnergateway.callers.audit"));
			assertThat(gateway.log()).doesNotContain(SECRETS);
		}
	}

	@Test
	void accessLogHasOneLineForEachRequestWithoutItsQuery() throws Exception {
		try (this.partnerCenter; GatewayProcess gateway = start("--server.tomcat.accesslog.enabled=true")) {
			patience().until(() -> gateway.probe("readiness") == 200);
			fetch(gateway);
			List<String> ids = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				ids.add(UUID.randomUUID().toString());
				gateway.get(USAGE + "?hidden=" + i, "X-Api-Key: " + KEY, "X-Locale: da-DK",
						"MS-RequestId: " + ids.getLast(), "MS-CorrelationId: " + CORRELATION_ID);
			}
			int forged = forge(gateway);
			gateway.terminate();
			assertThat(gateway.exitStatus()).as(gateway::log).isZero();
			List<String> lines = gateway.log().lines().toList();
			assertThat(lines).allMatch((line) -> ACCESS.matcher(line).matches() || LINE.matcher(line).matches());
			List<String> access = lines.stream()
				.filter((line) -> ACCESS.matcher(line).matches() && !line.contains(" /actuator/"))
				.toList();
			assertThat(access).hasSize(1 + ids.size() + forged);
			for (String id : ids) {
				assertThat(access).filteredOn((line) -> line.contains("request=" + id))
					.singleElement()
					.asString()
					.contains(" access GET " + USAGE + " 200 ", " correlation=" + CORRELATION_ID + " ",
							"cache=\"partner-license-gateway; hit; ttl=");
			}
			assertThat(gateway.log()).doesNotContain("hidden").doesNotContain(SECRETS);
			assertThat(Path.of("/dev/management_stdout")).doesNotExist();
		}
	}

	@Test
	void linesHaveNoSecretWhateverIsLogged() throws Exception {
		try (this.partnerCenter;
				GatewayProcess gateway = start("--logging.level.root=trace", "--server.http2.enabled=true",
						"--reports.shared-store=redis",
						// Who is not Redis, but hears its password.
						"--spring.data.redis.port=" + this.partnerCenter.port(),
						"--spring.data.redis.password=" + REDIS_PASSWORD)) {
			patience().until(() -> gateway.probe("readiness") == 200);
			fetch(gateway);
			forge(gateway);
			refuseTokens(gateway);
			try (HttpClient http = HttpClient.newHttpClient()) {
				for (String header : List.of("X-Api-Key: " + KEY, "X-Api-Key: guessed-key", "Cookie: id=guessed-key",
						"Authorization: Bearer " + KEY, "Authorization: Bearer guessed-key")) {
					getByHttp2(http, gateway.port(), header.split(": ", 2));
				}
			}
			// Not the text as a whole, which has many megabytes.
			assertThat(gateway.log().lines().filter((line) -> SECRETS.stream().anyMatch(line::contains))).isEmpty();
			assertThat(gateway.log().contains(" TRACE ")).isTrue();
		}
	}

	private static void getByHttp2(HttpClient http, int port, String... header) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + USAGE));
		http.send(request.build(), BodyHandlers.discarding());
		assertThat(http.send(request.headers(header).build(), BodyHandlers.discarding()).version())
			.isEqualTo(HttpClient.Version.HTTP_2);
	}

	private static void fetch(GatewayProcess gateway) throws IOException {
		// In a culture that nobody keeps warm.
		assertThat(gateway
			.get(USAGE, "X-Api-Key: " + KEY, "X-Locale: da-DK", "MS-RequestId: " + REQUEST_ID,
					"MS-CorrelationId: " + CORRELATION_ID, "traceparent: 00-" + TRACE + "-b7ad6b7169203331-01")
			.status()).isEqualTo(200);
	}

	private void refuseTokens(GatewayProcess gateway) throws IOException {
		this.partnerCenter.report(Reply.of(401, "{\"code\":\"800001\"}"));
		this.partnerCenter.token(Reply.of(400,
				"{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}".formatted(NEXT_REFRESH_TOKEN)));
		assertThat(gateway.get(USAGE, "X-Api-Key: " + KEY, "X-Locale: fr-FR").status()).isEqualTo(502);
	}

	/**
	 * Sends what would forge a line.
	 * @return how many requests
	 */
	private static int forge(GatewayProcess gateway) throws IOException {
		for (String forgery : FORGERIES) {
			String key = forgery.contains("guessed-key") ? "" : "X-Api-Key: " + KEY + "\r\n";
			String answer = new GatewayClient(gateway.port())
				.raw((forgery + "Host: x\r\nConnection: close\r\n" + key + "\r\n").getBytes(StandardCharsets.UTF_8));
			assertThat(answer).as(forgery).startsWith("HTTP/1.1 ");
		}
		return FORGERIES.size();
	}

	private GatewayProcess start(String... arguments) throws Exception {
		this.partnerCenter
			.report(Reply.of(200, RawPartnerCenter.REPORT, "MS-RequestId: ee39c9f4-4e0f-4f57-8f44-8d1f3f9b8f43",
					"MS-CorrelationId: dd9f0f4b-58a5-4bb6-9a3b-2a3c52fd9c55"));
		this.partnerCenter.token(Reply.of(200, """
				{"access_token":"%s","token_type":"Bearer","expires_in":3599,"refresh_token":"%s"}"""
			.formatted(ACCESS_TOKEN, NEXT_REFRESH_TOKEN)));
		Path refreshToken = Files.writeString(this.directory.resolve("refresh-token"), REFRESH_TOKEN);
		String digest = HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)));
		Path keys = Files.writeString(this.directory.resolve("api-keys"), "reports:" + digest + "\n");
		String url = "http://127.0.0.1:" + this.partnerCenter.port();
		Stream<String> common = Stream.of("--partner-center.base-url=" + url,
				"--partner-center.token.uri=" + url + "/token", "--partner-center.token.tenant-id=t",
				"--partner-center.token.client-id=c", "--partner-center.token.client-secret=" + CLIENT_SECRET,
				"--partner-center.token.grant=refresh-token",
				"--partner-center.token.refresh-token-file=" + refreshToken, "--callers.api-keys-file=" + keys,
				"--logging.level.org.partnergateway=debug");
		return new GatewayProcess(this.directory, Map.of("CALLERS_AUTHENTICATION", "api-key"),
				Stream.concat(common, Arrays.stream(arguments)).toArray(String[]::new));
	}

	private static String text(JsonNode line, String field) {
		return line.path(field).asString("");
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
	}

}
