package org.partnergateway.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A proxy in front of the gateway that cuts a prefix off the paths, and knows nothing
 * else.
 */
public final class PrefixProxy implements AutoCloseable {

	private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "host", "upgrade",
			"http2-settings", "transfer-encoding", "keep-alive", "date");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String prefix;

	private final int gateway;

	public PrefixProxy(String prefix, int gateway) {
		this.prefix = prefix;
		this.gateway = gateway;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext(prefix + "/", this::pass);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	/**
	 * The URL of the gateway as callers know it, without a slash at the end.
	 */
	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + this.prefix;
	}

	private void pass(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().toString().substring(this.prefix.length());
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.gateway + path))
				.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody())
				.header("X-Forwarded-Prefix", this.prefix);
			exchange.getRequestHeaders().forEach((name, values) -> {
				if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			HttpResponse<byte[]> response = this.http.send(request.build(), BodyHandlers.ofByteArray());
			response.headers().map().forEach((name, values) -> {
				if (!OF_THE_CONNECTION.contains(name)) {
					exchange.getResponseHeaders().put(name, values);
				}
			});
			byte[] body = response.body();
			exchange.sendResponseHeaders(response.statusCode(), (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.http.close();
	}

}
