package org.partnergateway.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;
import org.partnergateway.sandbox.SandboxPartnerCenter;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the inputs of a seed ({@code fuzz.seed}), from one of them ({@code fuzz.first})
 * so many ({@code fuzz.inputs}).
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0",
		"callers.authentication=jwt-or-api-key", "callers.cors.allowed-origins=" + Headers.ORIGIN,
		"callers.rate-limit.requests=450", "callers.rate-limit.failed-attempts=600", "callers.rate-limit.fetches=450",
		"server.forward-headers-strategy=native", "server.tomcat.remoteip.internal-proxies=127.0.0.0/8, ::1/128",
		"reports.keep-warm=false", "reports.max-size=1MB" })
@ActiveProfiles("sandbox")
class FuzzTests {

	private static final long SEED = Long.getLong("fuzz.seed", 2026);

	private static final int FIRST = Integer.getInteger("fuzz.first", 0);

	private static final int INPUTS = Integer.getInteger("fuzz.inputs", 30_000);

	// So many that what is true of most is true of these.
	private static final int MANY = 10_000;

	private static final long MEMORY = 4 << 20;

	private static final String KEY = "5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c";

	private static final IdentityProvider PROVIDER = IdentityProvider.started();

	@TempDir
	static Path directory;

	private final SandboxPartnerCenter partnerCenter;

	private final ManualTime time;

	private final MeterRegistry meters;

	private final int port;

	FuzzTests(SandboxPartnerCenter partnerCenter, ManualTime time, MeterRegistry meters, @LocalServerPort int port) {
		this.partnerCenter = partnerCenter;
		this.time = time;
		this.meters = meters;
		this.port = port;
	}

	@DynamicPropertySource
	static void callers(DynamicPropertyRegistry registry) throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.US_ASCII));
		Files.writeString(directory.resolve("api-keys"), "fuzz:" + HexFormat.of().formatHex(digest));
		registry.add("callers.api-keys-file", () -> directory.resolve("api-keys"));
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> IdentityProvider.AUDIENCE);
	}

	@AfterAll
	static void stop() {
		PROVIDER.close();
	}

	@Test
	void sendWhateverIsSentKeepsTheContract() throws Exception {
		Credentials credentials = new Credentials(KEY, List.of(PROVIDER.token((claims) -> claims.subject("fuzz"))),
				List.of(PROVIDER.tokenOfUnknownKey(), PROVIDER.tokenWithoutSignature(),
						PROVIDER.tokenOfPublicKeyAsSecret(), PROVIDER.token((claims) -> claims.claim("scp", "other"))));
		Volley volley = new Volley(new Grammar(SEED, credentials, List.of(tag("deployment"), tag("usage"))),
				new Rules(credentials), this.port, () -> this.time.advance(Duration.ofMinutes(1)));
		try (LogWatch log = LogWatch.instead()) {
			volley.send(FIRST, FIRST + INPUTS / 2);
			long heap = heap();
			int meters = this.meters.getMeters().size();
			volley.send(FIRST + INPUTS / 2, FIRST + INPUTS);
			assertThat(volley.failures()).as(() -> String.join("", log.oddities())).isEmpty();
			assertThat(log.oddities()).isEmpty();
			if (INPUTS >= MANY) {
				assertThat(log.lines()).isGreaterThan(INPUTS / 20);
				assertThat(heap()).as("bytes of the heap").isLessThan(heap + MEMORY);
				assertThat(this.meters.getMeters()).hasSizeLessThan(meters + 50);
				assertVariety(volley.statuses());
			}
		}
		assertThat(this.partnerCenter.requests())
			.allSatisfy((request) -> assertThat(request.headers().toString()).doesNotContainIgnoringCase("canary"));
		this.time.advance(Duration.ofMinutes(1));
		assertThat(tag("usage")).isNotEmpty();
	}

	/**
	 * Otherwise something was in the way of the rest.
	 */
	private static void assertVariety(Map<Integer, Integer> statuses) {
		assertThat(statuses).containsKeys(0, 200, 304, 400, 401, 403, 404, 405, 406, 429);
		assertThat(statuses.getOrDefault(200, 0)).isGreaterThan(INPUTS / 20);
		assertThat(statuses.getOrDefault(400, 0)).isLessThan(INPUTS / 2);
	}

	/**
	 * What is in use, after what is not has been collected.
	 */
	private static long heap() {
		return IntStream.range(0, 5).mapToLong((_) -> {
			System.gc();
			return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		}).min().orElseThrow();
	}

	private String tag(String report) throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:%d/v1/analytics/licenses/%s".formatted(this.port, report)))
				.header("X-Api-Key", KEY)
				.build();
			return http.send(request, BodyHandlers.discarding()).headers().firstValue("ETag").orElseThrow();
		}
	}

	/**
	 * Gives the front door a time that the inputs move.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Wiring {

		@Bean
		ManualTime manualTime() {
			return new ManualTime();
		}

	}

}
