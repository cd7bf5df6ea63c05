package org.partnergateway.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A caller of the gateway, over real HTTP.
 */
public final class GatewayClient {

	public static final String DEPLOYMENT = "/v1/analytics/licenses/deployment";

	public static final String USAGE = "/v1/analytics/licenses/usage";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int port;

	public GatewayClient(int port) {
		this.port = port;
	}

	public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
		return send("GET", path, headers);
	}

	public HttpResponse<byte[]> send(String method, String path, String... headers)
			throws IOException, InterruptedException {
		return this.http.send(request(method, path, headers), BodyHandlers.ofByteArray());
	}

	public CompletableFuture<HttpResponse<byte[]>> getAsync(String path, String... headers) {
		return this.http.sendAsync(request("GET", path, headers), BodyHandlers.ofByteArray());
	}

	/**
	 * Sends bytes as they are, and reads until the gateway closes the connection.
	 */
	public String raw(byte[] bytes) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write(bytes);
			try (InputStream in = socket.getInputStream()) {
				return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
			}
		}
	}

	public static JsonNode json(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	public static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	private HttpRequest request(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(PATIENCE)
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return request.build();
	}

}
