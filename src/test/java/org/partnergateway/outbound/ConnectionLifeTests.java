package org.partnergateway.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how connections follow a name that moves from one address to another.
 */
class ConnectionLifeTests {

	private volatile String address = "127.0.0.1";

	@Test
	void getWhenTheConnectionIsOldGoesToWhereTheNameLeadsNow() throws IOException {
		HttpServer before = server("127.0.0.1", 0);
		HttpServer after = server("127.0.0.2", before.getAddress().getPort());
		try {
			URI url = URI.create("http://moving.test:" + before.getAddress().getPort() + "/");
			Outbound outbound = new Outbound(new Proxies(null, NoProxy.of(List.of()), () -> null), Trust.JVM,
					new Names());
			WebClient young = client(outbound, url, Outbound.LONGEST_CONNECTION);
			WebClient old = client(outbound, url, Duration.ofMillis(1));
			assertThat(List.of(get(young, url), get(old, url))).containsOnly("127.0.0.1");
			this.address = "127.0.0.2";
			await().until(() -> get(old, url).equals("127.0.0.2"));
			assertThat(get(young, url)).isEqualTo("127.0.0.1");
		}
		finally {
			before.stop(0);
			after.stop(0);
		}
	}

	private static WebClient client(Outbound outbound, URI url, Duration longest) {
		ConnectionProvider connections = Outbound.connections("test", 1, longest);
		return WebClient.builder().clientConnector(outbound.connector(url, HttpClient.create(connections))).build();
	}

	private static String get(WebClient client, URI url) {
		return client.get()
			.uri(url)
			.retrieve()
			.bodyToMono(String.class)
			.blockOptional(Duration.ofSeconds(20))
			.orElseThrow();
	}

	private static HttpServer server(String address, int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 0);
		server.createContext("/", (exchange) -> {
			byte[] body = address.getBytes(StandardCharsets.US_ASCII);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		return server;
	}

	/**
	 * Every name leads to one address.
	 */
	private final class Names extends AddressResolverGroup<InetSocketAddress> {

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetNameResolver(executor) {

				@Override
				protected void doResolve(String name, Promise<InetAddress> promise) {
					promise.setSuccess(InetAddress.ofLiteral(ConnectionLifeTests.this.address));
				}

				@Override
				protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
					promise.setSuccess(List.of(InetAddress.ofLiteral(ConnectionLifeTests.this.address)));
				}

			}.asAddressResolver();
		}

	}

}
