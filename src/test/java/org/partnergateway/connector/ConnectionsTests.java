package org.partnergateway.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the connections of {@link GatewayProtocol}.
 */
class ConnectionsTests {

	private static final String HEAD = "GET /now HTTP/1.1\r\nHost: x\r\n";

	private final GatewayProtocol protocol = new GatewayProtocol();

	private final Tomcat tomcat = new Tomcat();

	private final AtomicInteger waiting = new AtomicInteger();

	private final List<Socket> sockets = new ArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void start() throws Exception {
		this.protocol.setConnectionTimeout(300_000);
		this.protocol.setMaxConnections(64);
		this.protocol.setMaxThreads(4);
		this.tomcat.setBaseDir(this.directory.toString());
		Connector connector = new Connector(this.protocol);
		connector.setPort(0);
		this.tomcat.setConnector(connector);
		Context context = this.tomcat.addContext("", null);
		Tomcat.addServlet(context, "servlet", new HttpServlet() {

			private static final long serialVersionUID = 1L;

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) {
				if (request.getRequestURI().equals("/never")) {
					request.startAsync().setTimeout(0);
					ConnectionsTests.this.waiting.incrementAndGet();
				}
			}

		}).setAsyncSupported(true);
		context.addServletMappingDecoded("/", "servlet");
		this.tomcat.start();
	}

	@AfterEach
	void stop() throws Exception {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	@ParameterizedTest
	@ValueSource(strings = { "G", "\r\n", "GET / HTTP/1.1\r\nX: ", HEAD + "\r\n" + HEAD })
	void headThatDoesNotComeAsAWholeInTimeIsGivenUp(String beginning) throws Exception {
		this.protocol.setConnectionTimeout(1_000);
		this.protocol.setKeepAliveTimeout(2_000);
		Socket socket = open(beginning);
		String next = beginning.equals("\r\n") ? "\r\n" : "G";
		patience().pollInterval(Duration.ofMillis(100)).until(() -> isClosed(socket, next));
	}

	@Test
	void headInPartsIsAnswered() throws Exception {
		Socket socket = open("GET /now HT");
		patience().until(() -> begun() == 1);
		send(socket, "TP/1.1\r\nHost: x\r\n");
		send(socket, "\r\n");
		assertAnswered(socket);
		assertThat(begun()).isZero();
		send(socket, HEAD + "\r\n");
		assertAnswered(socket);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", HEAD, HEAD + "\r\n" })
	void connectionsWithoutARequestMakeRoomForOthers(String beginning) throws Exception {
		for (int i = 0; i < 300; i++) {
			open(beginning);
		}
		patience().until(this::isAnotherOneAnswered);
		patience().until(() -> !this.protocol.connections().isFull());
	}

	@Test
	void headsAreGivenUpPastTheirBound() throws Exception {
		this.protocol.heads().limit(8);
		for (int i = 0; i < 50; i++) {
			open(HEAD);
		}
		patience().until(() -> this.protocol.connections().getConnections().size() <= 8);
		patience().until(this::isAnotherOneAnswered);
	}

	@Test
	void connectionsOfAnAddressMakeRoomForItsOwn() throws Exception {
		this.protocol.connections().limit(10, (_) -> false);
		for (int i = 0; i < 50; i++) {
			open("");
		}
		patience().until(this::isAnotherOneAnswered);
		assertThat(this.protocol.connections().getConnections()).hasSizeLessThanOrEqualTo(10);
	}

	@Test
	void addressWithAllItsConnectionsInUseIsRefusedAnotherOne() throws Exception {
		this.protocol.connections().limit(10, (_) -> false);
		waitForEver(10);
		Socket refused = open("");
		patience().until(() -> isClosed(refused, ""));
		this.protocol.connections().limit(10, InetAddress::isLoopbackAddress);
		assertAnswered(open(HEAD + "\r\n"));
	}

	@Test
	void healthIsOutOfServiceWhileNoConnectionIsAccepted() throws Exception {
		ConnectionsHealthIndicator health = new ConnectionsHealthIndicator();
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		health.watch(this.protocol.connections());
		waitForEver(63);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		waitForEver(1);
		assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	private void waitForEver(int requests) throws IOException {
		int before = this.waiting.get();
		for (int i = 0; i < requests; i++) {
			open(HEAD.replace("now", "never") + "\r\n");
		}
		patience().until(() -> this.waiting.get() == before + requests);
	}

	private long begun() {
		return this.protocol.connections()
			.getConnections()
			.stream()
			.filter((connection) -> connection.getCurrentProcessor() instanceof HeadProcessor head && head.begun() != 0)
			.count();
	}

	private Socket open(String beginning) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.tomcat.getConnector().getLocalPort());
		this.sockets.add(socket);
		socket.setSoTimeout(20_000);
		send(socket, beginning);
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void assertAnswered(Socket socket) throws IOException {
		byte[] answer = socket.getInputStream().readNBytes(12);
		assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
		while (socket.getInputStream().available() > 0) {
			assertThat(socket.getInputStream().read()).isNotNegative();
		}
	}

	/**
	 * Whether a request over a connection of its own is answered, as it is unless that
	 * one is closed to make room.
	 */
	private boolean isAnotherOneAnswered() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.tomcat.getConnector().getLocalPort())) {
			socket.setSoTimeout(20_000);
			send(socket, HEAD + "\r\n");
			return socket.getInputStream().readNBytes(12).length == 12;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Whether a connection is closed by the other side, to which something is sent.
	 */
	private static boolean isClosed(Socket socket, String next) throws IOException {
		try {
			send(socket, next);
			socket.setSoTimeout(10);
			byte[] rest = new byte[1_000];
			return socket.getInputStream().read(rest) < 0;
		}
		catch (SocketException ex) {
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

}
