package org.partnergateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.GatewayClient.USAGE;

/**
 * Tests for callers who speak HTTP/2, in which a header is no line.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.http2.enabled=true", "reports.keep-warm=false" })
@ActiveProfiles("sandbox")
@Import(MovableClock.Wiring.class)
class Http2Tests {

	private final int port;

	@Autowired
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

	private HttpResponse<byte[]> send(HttpClient http, Version version) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + USAGE))
			.version(version)
			.header("MS-RequestId", "25b6edd5-1f53-456b-b48c-c64f60ec2dda")
			.header("MS-CorrelationId", "6492b9d6-5629-429b-934c-040b1946e760")
			.build();
		return http.send(request, BodyHandlers.ofByteArray());
	}

	private static Map<String, List<String>> comparable(HttpResponse<byte[]> response) {
		Map<String, List<String>> headers = new TreeMap<>();
		response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
		headers.keySet().removeAll(List.of("date", ":status", "connection", "keep-alive"));
		return headers;
	}

}
