package org.partnergateway.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.request.Application;
import org.partnergateway.token.request.Authority;
import org.partnergateway.token.request.TokenEndpoint;
import org.partnergateway.token.request.TokenRequests;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * A token endpoint on the loopback interface that answers as it is told, and remembers
 * what it was asked.
 */
public final class TokenServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private volatile Answer answer = json(200, token("token", "3600"));

	public TokenServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/tenant/oauth2/v2.0/token");
	}

	public TokenEndpoint endpoint() {
		return endpoint(Duration.ofSeconds(30));
	}

	public TokenEndpoint endpoint(Duration attemptTimeout) {
		return new TokenEndpoint(uri(), "https://api.example.com/.default", Duration.ofSeconds(5), attemptTimeout);
	}

	/**
	 * The authority of a token endpoint, for the application "application".
	 */
	public static Authority authority(URI tokenUri) {
		TokenEndpoint endpoint = new TokenEndpoint(tokenUri, "https://api.example.com/.default", Duration.ofSeconds(5),
				Duration.ofSeconds(30));
		return new Authority(tokenUri, "https://api.example.com/user_impersonation",
				new TokenRequests(endpoint, new Application("application", ClientSecret.of("s3cret")),
						WebClient.builder(), Outbound.ofJvm(), FileAccesses.direct()));
	}

	/**
	 * What it is to answer from now on.
	 */
	public void answer(Answer answer) {
		this.answer = answer;
	}

	/**
	 * The forms that it was sent, in order, each sorted by name.
	 */
	public List<Map<String, String>> forms() {
		return this.forms;
	}

	/**
	 * Method, path, content type and accepted type of each request.
	 */
	public List<String> lines() {
		return this.lines;
	}

	public Answer hang() {
		return (exchange) -> {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
	}

	public static String token(String token, String expiresIn) {
		return """
				{"token_type": "Bearer", "expires_in": %s, "ext_expires_in": 1, "access_token": "%s"}"""
			.formatted(expiresIn, token);
	}

	public static String token(String token, String expiresIn, String refreshToken) {
		return """
				{"token_type": "Bearer", "expires_in": %s, "access_token": "%s", "refresh_token": "%s"}"""
			.formatted(expiresIn, token, refreshToken);
	}

	public static Answer json(int status, String body, String... headers) {
		return of(status, "application/json; charset=utf-8", body, headers);
	}

	public static Answer html(int status, String... headers) {
		return of(status, "text/html", "<html><body>s3cret-page</body></html>", headers);
	}

	static Answer of(int status, String contentType, String body, String... headers) {
		return (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", contentType);
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		};
	}

	public static Answer hangUp() {
		return HttpExchange::close;
	}

	public static Answer cutShort() {
		return (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write("{\"access_token\": ".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			throw new IOException("cut short");
		};
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.lines.add("%s %s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(),
				exchange.getRequestHeaders().getFirst("Content-Type"),
				exchange.getRequestHeaders().getFirst("Accept")));
		if (exchange.getRequestMethod().equals("POST")) {
			this.forms.add(parse(body));
		}
		this.answer.to(exchange);
	}

	private static Map<String, String> parse(String body) {
		Map<String, String> form = new TreeMap<>();
		for (String field : body.split("&", -1)) {
			String[] parts = field.split("=", 2);
			String before = form.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
					URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
			if (before != null) {
				throw new IllegalStateException("twice: " + parts[0]);
			}
		}
		return form;
	}

	@FunctionalInterface
	public interface Answer {

		void to(HttpExchange exchange) throws IOException;

	}

}
