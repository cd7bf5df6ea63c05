package org.partnergateway.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.compression.DecompressionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link BrokenStreams}.
 */
class BrokenStreamsTests {

	private HttpServer server;

	private volatile boolean lying = true;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			if (this.lying) {
				exchange.getResponseHeaders().set("Content-Encoding", "gzip");
			}
			byte[] body = "no gzip, but plain text".getBytes(StandardCharsets.US_ASCII);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void getWhenBodiesAreNotInTheirCodingLeavesConnectionsForOthers() {
		URI url = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
		HttpClient http = HttpClient.create(Outbound.connections("test", 2)).compress(true);
		WebClient client = WebClient.builder().clientConnector(Outbound.ofJvm().connector(url, http)).build();
		for (int i = 0; i < 5; i++) {
			assertThatException().isThrownBy(() -> get(client, url))
				.satisfies((failure) -> assertThat(failure)
					.hasStackTraceContaining(DecompressionException.class.getName()));
		}
		this.lying = false;
		assertThat(get(client, url)).isEqualTo("no gzip, but plain text");
	}

	private static String get(WebClient client, URI url) {
		return client.get()
			.uri(url)
			.retrieve()
			.bodyToMono(String.class)
			.blockOptional(Duration.ofSeconds(20))
			.orElseThrow();
	}

}
