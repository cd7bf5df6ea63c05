package org.partnergateway.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A Partner Center and token endpoint to run in a container: a class that needs nothing
 * but a JRE. Tests steer it by {@code POST /hold}, after which reports wait for
 * {@code POST /release}, and by {@code GET /calls}, the number of reports asked for.
 */
final class PartnerCenterStub {

	static final int PORT = 8090;

	static final String REPORT = "{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"}}";

	private static final String TOKEN = "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":3599}";

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));

	private PartnerCenterStub() {
	}

	static void main(String[] args) throws IOException {
		PartnerCenterStub stub = new PartnerCenterStub();
		HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/token", (exchange) -> answer(exchange, TOKEN));
		server.createContext("/calls", (exchange) -> answer(exchange, stub.calls.toString()));
		server.createContext("/hold", stub::hold);
		server.createContext("/release", stub::release);
		server.createContext("/v1", stub::report);
		server.start();
		System.out.println("Partner Center is open");
	}

	private void hold(HttpExchange exchange) throws IOException {
		this.held.set(new CountDownLatch(1));
		answer(exchange, "held");
	}

	private void release(HttpExchange exchange) throws IOException {
		this.held.get().countDown();
		answer(exchange, "released");
	}

	private void report(HttpExchange exchange) throws IOException {
		this.calls.incrementAndGet();
		try {
			this.held.get().await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		answer(exchange, REPORT);
	}

	private static void answer(HttpExchange exchange, String body) throws IOException {
		try (exchange) {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

}
