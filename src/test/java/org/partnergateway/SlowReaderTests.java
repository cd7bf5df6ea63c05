package org.partnergateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;

/**
 * Tests for readers of large answers who take nothing of them, or hang up.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.prometheus.metrics.export.enabled=true",
				"server.http2.enabled=true", "server.tomcat.threads.max=16", "callers.authentication=none",
				"callers.rate-limit.requests=100000", "callers.rate-limit.fetches=100000", "reports.keep-warm=false",
				"partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
				"partner-center.token.client-secret=s" })
@ExtendWith(OutputCaptureExtension.class)
class SlowReaderTests {

	private static final int READERS = 200;

	private static final int THREADS = 16;

	private static final String TRACED = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private final List<Socket> readers = new ArrayList<>();

	private final int port;

	private final int managementPort;

	private final GatewayClient gateway;

	private final GatewayClient management;

	SlowReaderTests(@LocalServerPort int port, @LocalManagementPort int management) {
		this.port = port;
		this.gateway = new GatewayClient(port);
		this.managementPort = management;
		this.management = new GatewayClient(management);
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", () -> "http://127.0.0.1:" + partnerCenter.port());
		registry.add("partner-center.token.uri", () -> "http://127.0.0.1:" + partnerCenter.port() + "/token");
		partnerCenter.report(Reply.of(200, largeReport()));
	}

	@BeforeEach
	void store() throws Exception {
		assertThat(this.gateway.get(USAGE).statusCode()).isEqualTo(200);
	}

	@AfterEach
	void hangUp() throws IOException {
		for (Socket reader : this.readers) {
			reader.close();
		}
	}

	@AfterAll
	static void close() throws IOException {
		partnerCenter.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: y", TRACED, "Accept-Encoding: gzip", TRACED + "\r\nAccept-Encoding: gzip",
			"X-Locale: fr-FR", "X-Locale: da-DK\r\nAccept-Encoding: gzip" })
	void readersWhoTakeNothingHoldNoThread(String headers) throws Exception {
		for (int i = 0; i < READERS; i++) {
			read(USAGE, headers);
		}
		for (Socket reader : this.readers) {
			assertThat(new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
				.isEqualTo("HTTP/1.1 200");
		}
		for (int i = 0; i < 20; i++) {
			assertThat(this.gateway.get("/v1/status").statusCode()).isEqualTo(200);
		}
		assertThat(this.gateway.get(USAGE).body()).hasSize(largeReport().length());
		assertThat(this.gateway.get("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/v3/api-docs.yaml", "/swagger-ui/swagger-ui-bundle.js" })
	void readersOfManyFilesHoldNoThread(String path) throws Exception {
		for (int i = 0; i < READERS; i++) {
			// As many as no buffer takes.
			read(path, "X: y\r\n\r\n" + ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").repeat(30)
					+ "GET / HTTP/1.1\r\nHost: x");
		}
		for (Socket reader : this.readers) {
			assertThat(reader.getInputStream().readNBytes(12)).hasSize(12);
		}
		assertThat(this.gateway.get("/v1/status").statusCode()).isEqualTo(200);
	}

	/**
	 * No answer is large, and all of them together are more than any buffer takes.
	 */
	@Test
	void readersOfManySmallAnswersHoldNoThread() throws Exception {
		for (int i = 0; i < 2 * THREADS; i++) {
			read("/page/page.css", "X: y\r\n\r\n" + "GET /page/page.css HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_200)
					+ "GET / HTTP/1.1\r\nHost: x");
		}
		for (Socket reader : this.readers) {
			assertThat(reader.getInputStream().readNBytes(12)).hasSize(12);
		}
		for (int i = 0; i < 5; i++) {
			assertThat(this.gateway.get("/v1/status").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void readerOfManySmallAnswersWhoReadsAtLastGetsThemAllInOrder() throws Exception {
		int requests = 1_200;
		StringBuilder paths = new StringBuilder("X: y\r\n\r\n");
		for (int i = 1; i < requests; i++) {
			paths.append("GET /page/page.css HTTP/1.1\r\nHost: x\r\nMS-RequestId: ")
				.append(new UUID(0, i))
				.append((i < requests - 1) ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
		}
		Socket reader = read("/page/page.css", paths.toString().replaceFirst("\r\n\r\n$", ""));
		// The gateway has gone on to others.
		assertThat(this.gateway.get("/v1/status").statusCode()).isEqualTo(200);
		String answers = new String(reader.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		List<String> ids = Pattern.compile("MS-RequestId: (00000000-0000-0000-0000-\\w+)")
			.matcher(answers)
			.results()
			.map((id) -> id.group(1))
			.toList();
		assertThat(ids).isEqualTo(IntStream.range(1, requests).mapToObj((i) -> new UUID(0, i).toString()).toList());
		assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(requests + 1);
		assertThat(answers).endsWith(new String(this.gateway.get("/page/page.css").body(), StandardCharsets.UTF_8));
	}

	@Test
	void scrapersWhoReadNothingHoldNoThreadOfTheManagementPort() throws Exception {
		for (int i = 0; i < THREADS + 4; i++) {
			Socket scraper = read(this.managementPort, "/actuator/prometheus", "X: y\r\n\r\n"
					+ "GET /actuator/prometheus HTTP/1.1\r\nHost: x\r\n\r\n".repeat(120) + "GET / HTTP/1.1\r\nHost: x");
			assertThat(scraper.getInputStream().readNBytes(12)).hasSize(12);
		}
		for (int i = 0; i < 3; i++) {
			assertThat(this.management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void largeReportIsTheSameByWhateverProtocolAndPath() throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			for (String traceFlags : List.of("00", "01")) {
				for (HttpClient.Version version : HttpClient.Version.values()) {
					HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + USAGE))
						.version(version)
						.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + traceFlags)
						.build();
					for (int i = 0; i < 3; i++) {
						HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
						assertThat(response.body()).isEqualTo(largeReport().getBytes(StandardCharsets.US_ASCII));
						assertThat(header(response, "Content-Length")).isEqualTo("" + largeReport().length());
						assertThat(header(response, "Content-Type")).isEqualTo("application/json");
						assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
					}
				}
			}
		}
	}

	@Test
	void callersWhoHangUpInTheMiddleAreCountedAlikeOnEitherPathAndNoError(CapturedOutput output) throws Exception {
		double before = gone();
		hangUpInTheMiddle("X: y");
		await().until(() -> gone() == before + 1);
		hangUpInTheMiddle(TRACED);
		await().until(() -> gone() == before + 2);
		assertThat(output).doesNotContain(" ERROR ");
	}

	private void hangUpInTheMiddle(String headers) throws IOException {
		Socket reader = read(USAGE, headers);
		assertThat(reader.getInputStream().readNBytes(1_000)).hasSize(1_000);
		// With a reset, as from a process that has ended.
		reader.setSoLinger(true, 0);
		reader.close();
	}

	private Socket read(String path, String headers) throws IOException {
		return read(this.port, path, headers);
	}

	private Socket read(int port, String path, String headers) throws IOException {
		Socket reader = new Socket();
		this.readers.add(reader);
		reader.setReceiveBufferSize(4_096);
		reader.setSoTimeout(20_000);
		reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		reader.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		return reader;
	}

	/**
	 * Requests that ended with the caller, all told alike.
	 */
	private double gone() throws Exception {
		String meters = new String(this.management.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
		return Pattern
			.compile("(?m)^http_server_requests_seconds_count\\{error=\"IOException\","
					+ "exception=\"IOException\",method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"" + USAGE
					+ "\"} (\\S+)$")
			.matcher(meters)
			.results()
			.mapToDouble((value) -> Double.parseDouble(value.group(1)))
			.sum();
	}

	private static String largeReport() {
		byte[] noise = new byte[6_000_000];
		new Random(1).nextBytes(noise);
		return "{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"},\"noise\":\""
				+ Base64.getEncoder().encodeToString(noise) + "\"}";
	}

}
