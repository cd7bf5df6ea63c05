package org.partnergateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.MovableClock;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for callers who speak HTTP/2, in which a header is no line.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.http2.enabled=true", "reports.keep-warm=false" })
@ActiveProfiles("sandbox")
@Import(MovableClock.Wiring.class)
class Http2Tests {

	private final int port;

	Http2Tests(@LocalServerPort int port) {
		this.port = port;
	}

	@Test
	void getWhenStoredIsAnsweredAsWithHttp1() throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			assertThat(send(http, Version.HTTP_2).version()).isEqualTo(Version.HTTP_2);
			HttpResponse<byte[]> first = send(http, Version.HTTP_1_1);
			HttpResponse<byte[]> second = send(http, Version.HTTP_2);
			assertThat(first.version()).isEqualTo(Version.HTTP_1_1);
			assertThat(second.version()).isEqualTo(Version.HTTP_2);
			assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(200);
			assertThat(second.body()).isEqualTo(first.body());
			assertThat(comparable(second)).isEqualTo(comparable(first)).containsKey("cache-status");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS" })
	void sendWhenThereIsABodyIsInvalidRequestAndHarmsNoOtherStream(String method) throws Exception {
		for (BodyPublisher body : List.of(BodyPublishers.ofString("hello"),
				BodyPublishers.fromPublisher(BodyPublishers.ofString("hello")))) {
			// Not too many on one connection, which Tomcat takes for an attack.
			try (HttpClient http = HttpClient.newHttpClient()) {
				assertThat(send(http, Version.HTTP_2).statusCode()).isEqualTo(200);
				CompletableFuture<HttpResponse<byte[]>> other = http.sendAsync(request(Version.HTTP_2).build(),
						BodyHandlers.ofByteArray());
				HttpResponse<byte[]> refused = http.send(request(Version.HTTP_2).method(method, body).build(),
						BodyHandlers.ofByteArray());
				assertThat(refused.version()).isEqualTo(Version.HTTP_2);
				assertThat(refused.statusCode()).isEqualTo(400);
				assertThat(refused.headers().map()).containsKey("ms-requestid").doesNotContainKey("connection");
				assertThat(other.join().statusCode()).isEqualTo(200);
			}
		}
	}

	private HttpResponse<byte[]> send(HttpClient http, Version version) throws Exception {
		return http.send(request(version).build(), BodyHandlers.ofByteArray());
	}

	private HttpRequest.Builder request(Version version) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + USAGE))
			.version(version)
			.header("MS-RequestId", "25b6edd5-1f53-456b-b48c-c64f60ec2dda")
			.header("MS-CorrelationId", "6492b9d6-5629-429b-934c-040b1946e760");
	}

	private static Map<String, List<String>> comparable(HttpResponse<byte[]> response) {
		Map<String, List<String>> headers = new TreeMap<>();
		response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
		headers.keySet().removeAll(List.of("date", ":status", "connection", "keep-alive"));
		return headers;
	}

}
