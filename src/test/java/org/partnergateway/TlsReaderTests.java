package org.partnergateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for readers who take their time, where the gateway itself does TLS.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0",
		"server.ssl.certificate=classpath:org/partnergateway/token/credential/certificate.pem",
		"server.ssl.certificate-private-key=classpath:org/partnergateway/token/credential/private-key-pkcs8.pem",
		"server.tomcat.threads.max=16", "callers.authentication=none", "reports.keep-warm=false",
		"partner-center.token.tenant-id=t", "partner-center.token.client-id=c",
		"partner-center.token.client-secret=s" })
class TlsReaderTests {

	private static final int THREADS = 16;

	private static final String TRACED = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";

	private static final RawPartnerCenter partnerCenter = new RawPartnerCenter();

	private static final byte[] report = largeReport();

	private final List<Socket> readers = new ArrayList<>();

	private final int port;

	TlsReaderTests(@LocalServerPort int port) {
		this.port = port;
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry registry) {
		registry.add("partner-center.base-url", () -> "http://127.0.0.1:" + partnerCenter.port());
		registry.add("partner-center.token.uri", () -> "http://127.0.0.1:" + partnerCenter.port() + "/token");
		partnerCenter.report(Reply.of(200, new String(report, StandardCharsets.US_ASCII)));
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
	@ValueSource(strings = { "", TRACED, "Accept-Encoding: gzip\r\n" })
	void readersWhoTakeNothingHoldNoThread(String headers) throws Exception {
		assertThat(body(ask(USAGE, headers + "Connection: close\r\n"))).isNotEmpty();
		for (int i = 0; i < 2 * THREADS; i++) {
			ask(USAGE, headers);
		}
		for (int i = 0; i < 5; i++) {
			assertThat(answer(ask("/v1/status", "Connection: close\r\n"))).startsWith("HTTP/1.1 200");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", TRACED })
	void readerOfALargeReportGetsAllOfIt(String headers) throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(body(ask(USAGE, headers + "Connection: close\r\n"))).isEqualTo(report);
		}
	}

	@Test
	void readersOfManySmallAnswersHoldNoThreadAndGetThemInOrder() throws Exception {
		int requests = 1_200;
		StringBuilder more = new StringBuilder("\r\n");
		for (int i = 1; i < requests; i++) {
			more.append("GET /page/page.css HTTP/1.1\r\nHost: x\r\nMS-RequestId: ")
				.append(new UUID(0, i))
				.append((i < requests - 1) ? "\r\n\r\n" : "\r\nConnection: close\r\n");
		}
		List<Socket> patient = new ArrayList<>();
		for (int i = 0; i < 2 * THREADS; i++) {
			patient.add(ask("/page/page.css", more.toString()));
		}
		assertThat(answer(ask("/v1/status", "Connection: close\r\n"))).startsWith("HTTP/1.1 200");
		List<String> ids = Pattern.compile("MS-RequestId: (00000000-0000-0000-0000-\\w+)")
			.matcher(answer(patient.getFirst()))
			.results()
			.map((id) -> id.group(1))
			.toList();
		assertThat(ids).isEqualTo(IntStream.range(1, requests).mapToObj((i) -> new UUID(0, i).toString()).toList());
	}

	private Socket ask(String path, String headers) throws IOException, GeneralSecurityException {
		Socket wire = new Socket();
		wire.setReceiveBufferSize(4_096);
		wire.setSoTimeout(20_000);
		wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		Socket reader = trusting().getSocketFactory().createSocket(wire, "localhost", this.port, true);
		this.readers.add(reader);
		reader.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
		return reader;
	}

	private static String answer(Socket reader) throws IOException {
		return new String(reader.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	private static byte[] body(Socket reader) throws IOException {
		String answer = answer(reader);
		return answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Whose certificate it is makes no difference here.
	 */
	private static SSLContext trusting() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new X509TrustManager() {

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String type) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String type) {
				// All are.
			}

			@Override
			public X509Certificate[] getAcceptedIssuers() {
				return new X509Certificate[0];
			}

		} }, null);
		return context;
	}

	private static byte[] largeReport() {
		byte[] noise = new byte[3_000_000];
		new Random(1).nextBytes(noise);
		return ("{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"},\"noise\":\""
				+ Base64.getEncoder().encodeToString(noise) + "\"}")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
