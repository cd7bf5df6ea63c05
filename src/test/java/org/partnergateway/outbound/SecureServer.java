package org.partnergateway.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A server that answers with its own name. Its certificate is for
 * {@code api.contoso.test} and {@code login.contoso.test}, and comes from the CA in
 * {@code ca.pem}.
 */
final class SecureServer implements AutoCloseable {

	private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

	private SecureServer(HttpServer server) {
		this.server = server;
		server.setExecutor(this.executor);
		server.createContext("/", SecureServer::answer);
		server.start();
	}

	static SecureServer start() throws IOException {
		HttpsServer server = HttpsServer.create(address(), 0);
		PemSslStoreDetails identity = PemSslStoreDetails
			.forCertificate("classpath:org/partnergateway/outbound/server.pem")
			.withPrivateKey("classpath:org/partnergateway/outbound/server-key.pem");
		server.setHttpsConfigurator(
				new HttpsConfigurator(SslBundle.of(new PemSslStoreBundle(identity, null)).createSslContext()));
		return new SecureServer(server);
	}

	/**
	 * The same without TLS.
	 */
	static SecureServer plain() throws IOException {
		return new SecureServer(HttpServer.create(address(), 0));
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.close();
	}

	private static InetSocketAddress address() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		byte[] body = "the server".getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

}
