import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Whatever stands behind the candidates: the service that has the report, the token
 * endpoint that lets a gateway in there, and the issuer of the callers' access tokens.
 * <p>
 * A report is at every path. {@code /control/slow} has each take half a second,
 * {@code /control/endless} 20 s, {@code /control/down} has 503 instead, until
 * {@code /control/up}; {@code /control/count} tells how many reports were asked for.
 */
public final class Origin {

	static final String AUDIENCE = "partner-license-gateway-bench";

	private final byte[] report;

	private final String issuer;

	private final KeyPair keys;

	private final AtomicLong count = new AtomicLong();

	private volatile String mood = "up";

	private Origin(byte[] report, String issuer, KeyPair keys) {
		this.report = report;
		this.issuer = issuer;
		this.keys = keys;
	}

	/**
	 * Starts it.
	 * @param args the port, the file with the report, and the file to which an access
	 * token is written
	 */
	public static void main(String[] args) throws Exception {
		int port = Integer.parseInt(args[0]);
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		Origin origin = new Origin(Files.readAllBytes(Path.of(args[1])), "http://127.0.0.1:" + port,
				generator.generateKeyPair());
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16384);
		server.createContext("/", origin::handle);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		Files.writeString(Path.of(args[2]), origin.accessToken());
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			switch (path) {
				case "/.well-known/openid-configuration" -> send(exchange, 200, """
						{"issuer":"%s","jwks_uri":"%s/keys"}""".formatted(this.issuer, this.issuer));
				case "/keys" -> send(exchange, 200, keySet());
				case "/token" -> send(exchange, 200, """
						{"token_type":"Bearer","expires_in":86400,"access_token":"any"}""");
				case "/control/count" -> send(exchange, 200, String.valueOf(this.count));
				case "/control/up", "/control/down", "/control/slow", "/control/endless" -> {
					this.mood = path.substring("/control/".length());
					send(exchange, 200, "");
				}
				default -> report(exchange);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void report(HttpExchange exchange) throws IOException, InterruptedException {
		this.count.incrementAndGet();
		switch (this.mood) {
			case "down" -> {
				send(exchange, 503, "{}");
				return;
			}
			case "slow" -> Thread.sleep(Duration.ofMillis(500));
			case "endless" -> Thread.sleep(Duration.ofSeconds(20));
			default -> {
			}
		}
		// A day, so that nobody's store has to fetch it twice.
		exchange.getResponseHeaders().set("Cache-Control", "max-age=86400");
		send(exchange, 200, this.report);
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
	}

	private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	private String keySet() {
		RSAPublicKey key = (RSAPublicKey) this.keys.getPublic();
		return """
				{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"bench","n":"%s","e":"%s"}]}""".formatted(
				base64(unsigned(key.getModulus().toByteArray())),
				base64(unsigned(key.getPublicExponent().toByteArray())));
	}

	/**
	 * A token with the claims, and the length, of one of Microsoft Entra.
	 */
	private String accessToken() throws Exception {
		long now = Instant.now().getEpochSecond();
		String header = """
				{"typ":"JWT","alg":"RS256","kid":"bench"}""";
		String claims = """
				{"aud":"%s","iss":"%s","iat":%d,"nbf":%d,"exp":%d,"aio":"%s",\
				"azp":"11111111-2222-4333-8444-555555555555","azpacr":"1","oid":"22222222-3333-4444-8555-666666666666",\
				"rh":"0.%s","roles":["licenses.read"],"sub":"22222222-3333-4444-8555-666666666666",\
				"tid":"33333333-4444-4555-8666-777777777777","uti":"QwErTyUiOpAsDfGhJkLzXc","ver":"2.0"}""".formatted(
				AUDIENCE, this.issuer, now, now - 60, now + Duration.ofDays(1).toSeconds(), "aIo0".repeat(12),
				"rH0".repeat(12));
		String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
				+ base64(claims.getBytes(StandardCharsets.UTF_8));
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(this.keys.getPrivate());
		signature.update(signed.getBytes(StandardCharsets.US_ASCII));
		return signed + "." + base64(signature.sign());
	}

	private static byte[] unsigned(byte[] number) {
		return (number[0] == 0) ? Arrays.copyOfRange(number, 1, number.length) : number;
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
