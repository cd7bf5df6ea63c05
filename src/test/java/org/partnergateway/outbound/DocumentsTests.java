package org.partnergateway.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Documents}.
 */
class DocumentsTests {

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final Documents documents = documents(Outbound.ofJvm());

	DocumentsTests() throws IOException {
		this.server.createContext("/keys", (exchange) -> answer(exchange, 200, "{}"));
		this.server.createContext("/large", (exchange) -> answer(exchange, 200, "x".repeat(1024 * 1024 + 1)));
		this.server.createContext("/gone", (exchange) -> answer(exchange, 404, "{}"));
		this.server.createContext("/moved", (exchange) -> redirect(exchange, "/keys"));
		this.server.createContext("/around", (exchange) -> redirect(exchange, "/around"));
		this.server.createContext("/elsewhere", (exchange) -> redirect(exchange, "ftp://127.0.0.1/keys"));
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@ParameterizedTest
	@CsvSource({ "/keys", "/moved" })
	void getWhenItIsThereIsItsText(String path) throws IOException {
		assertThat(this.documents.get(url(path))).isEqualTo("{}");
	}

	@ParameterizedTest
	@CsvSource({ "/large, larger than 1 MB", "/gone, status 404", "/around, status 302", "/elsewhere, scheme" })
	void getWhenItCannotBeHadFails(String path, String reason) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.documents.get(url(path)))
			.withMessageContaining(reason);
	}

	@Test
	void getWhenNobodyAnswersFailsInTime() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Documents hasty = new Documents(Outbound.ofJvm(), Duration.ofMillis(50));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> hasty.get(URI.create("http://127.0.0.1:%d/".formatted(silent.getLocalPort()))))
				.withMessageContaining("within 50 ms");
		}
	}

	@Test
	void getWhenProxyIsSetGoesThroughItsTunnel() throws IOException {
		try (TunnelProxy proxy = new TunnelProxy(this.server.getAddress().getPort())) {
			OutboundProperties properties = new OutboundProperties("http://127.0.0.1:" + proxy.port(), null, List.of(),
					null);
			Documents proxied = documents(new Outbound(Proxies.of(properties), Trust.JVM, Outbound.resolver()));
			assertThat(proxied.get(URI.create("http://login.contoso.test/keys"))).isEqualTo("{}");
			assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT login.contoso.test:80 ");
			proxy.refuse("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
			assertThatExceptionOfType(OutboundException.class)
				.isThrownBy(() -> proxied.get(URI.create("http://login.contoso.test/keys")))
				.withMessageContaining("The proxy 127.0.0.1:" + proxy.port());
		}
	}

	private static Documents documents(Outbound outbound) {
		return new Documents(outbound, Duration.ofSeconds(20));
	}

	private URI url(String path) {
		return URI.create("http://127.0.0.1:%d%s".formatted(this.server.getAddress().getPort(), path));
	}

	private static void redirect(HttpExchange exchange, String location) throws IOException {
		exchange.getResponseHeaders().set("Location", location);
		answer(exchange, 302, "moved");
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
