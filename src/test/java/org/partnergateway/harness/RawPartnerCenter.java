package org.partnergateway.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A Partner Center and token endpoint made of nothing but a socket, so that it can
 * misbehave in ways that no HTTP server offers.
 */
public final class RawPartnerCenter implements AutoCloseable {

	public static final String REPORT = "{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"}}";

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final List<String> reportRequests = new CopyOnWriteArrayList<>();

	private final List<String> tokenForms = new CopyOnWriteArrayList<>();

	private final Map<String, Reply> demands = new ConcurrentHashMap<>();

	private final AtomicInteger tokenRequests = new AtomicInteger();

	private final AtomicInteger oldestToken = new AtomicInteger();

	private volatile Reply report = Reply.of(200, "\uFEFF" + REPORT);

	private volatile @Nullable Reply token;

	private volatile ServerSocket listener;

	public RawPartnerCenter() {
		this.listener = listen(0);
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public void report(Reply reply) {
		this.report = reply;
	}

	/**
	 * What the token endpoint replies; {@code null} for a token.
	 */
	public void token(@Nullable Reply reply) {
		this.token = reply;
	}

	/**
	 * Refuses token requests that lack a parameter.
	 * @param parameter name and value, as they are in the form
	 * @param error the OAuth error to refuse with
	 */
	public void demand(String parameter, String error) {
		this.demands.put(parameter, Reply.of(400, "{\"error\":\"%s\"}".formatted(error)));
	}

	/**
	 * Takes all token requests again.
	 */
	public void demandNothing() {
		this.demands.clear();
	}

	/**
	 * Answers 401 to all tokens issued so far.
	 */
	public void revokeTokens() {
		this.oldestToken.set(this.tokenRequests.get() + 1);
	}

	/**
	 * The heads of the requests for reports.
	 */
	public List<String> reportRequests() {
		return this.reportRequests;
	}

	public int tokenRequests() {
		return this.tokenRequests.get();
	}

	/**
	 * The forms of the token requests.
	 */
	public List<String> tokenForms() {
		return this.tokenForms;
	}

	/**
	 * Refuses connections until {@link #returnToWork()}.
	 */
	public void goAway() throws IOException {
		this.listener.close();
		disconnect();
	}

	public void returnToWork() {
		if (this.listener.isClosed()) {
			this.listener = listen(this.listener.getLocalPort());
		}
	}

	public void disconnect() throws IOException {
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	@Override
	public void close() throws IOException {
		goAway();
	}

	private ServerSocket listen(int port) {
		try {
			ServerSocket socket = new ServerSocket();
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			Thread.ofVirtual().start(() -> accept(socket));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket socket) {
		while (!socket.isClosed()) {
			try {
				Socket connection = socket.accept();
				Thread.ofVirtual().start(() -> serve(connection));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket connection) {
		this.connections.add(connection);
		try (connection) {
			String head = readHead(connection.getInputStream());
			while (!head.isEmpty()) {
				answer(head, connection);
				head = readHead(connection.getInputStream());
			}
		}
		catch (IOException ex) {
			// The connection has ended, in whatever way.
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private void answer(String head, Socket connection) throws IOException {
		Matcher length = CONTENT_LENGTH.matcher(head);
		String body = length.find()
				? new String(connection.getInputStream().readNBytes(Integer.parseInt(length.group(1))),
						StandardCharsets.US_ASCII)
				: "";
		Reply reply;
		if (head.startsWith("POST")) {
			int number = this.tokenRequests.incrementAndGet();
			this.tokenForms.add(body);
			Reply scripted = this.demands.entrySet()
				.stream()
				.filter((demand) -> !List.of(body.split("&")).contains(demand.getKey()))
				.map(Map.Entry::getValue)
				.findFirst()
				.orElse(this.token);
			reply = (scripted != null) ? scripted : Reply.of(200,
					"{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":3599}".formatted(number));
		}
		else {
			this.reportRequests.add(head);
			reply = isRevoked(head) ? Reply.of(401, "{\"code\":\"800001\"}") : this.report;
		}
		reply.send(connection);
	}

	private boolean isRevoked(String head) {
		Matcher token = Pattern.compile("Bearer token-(\\d+)").matcher(head);
		return token.find() && Integer.parseInt(token.group(1)) < this.oldestToken.get();
	}

	private static String readHead(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		for (int b = in.read(); b >= 0; b = in.read()) {
			head.write(b);
			if (b == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
				return head.toString(StandardCharsets.US_ASCII);
			}
		}
		return "";
	}

	/**
	 * What is sent, and how.
	 */
	@FunctionalInterface
	public interface Reply {

		void send(Socket connection) throws IOException;

		public static Reply of(int status, String body, String... headers) {
			return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
		}

		public static Reply of(int status, byte[] body, String... headers) {
			return (connection) -> {
				OutputStream out = connection.getOutputStream();
				out.write(head(status, body.length, headers));
				out.write(body);
				out.flush();
			};
		}

		/**
		 * Announces more than it sends, and closes.
		 */
		public static Reply cutShort(String body) {
			return (connection) -> {
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				connection.getOutputStream().write(head(200, bytes.length + 100));
				connection.getOutputStream().write(bytes);
				connection.close();
			};
		}

		/**
		 * Sends some bytes and then neither more nor an end.
		 */
		public static Reply stall(String beginning) {
			return (connection) -> connection.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Sends some bytes and a reset.
		 */
		public static Reply reset(String beginning) {
			return (connection) -> {
				connection.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
				connection.setSoLinger(true, 0);
				connection.close();
			};
		}

		/**
		 * Waits for a latch before it sends another reply.
		 */
		public static Reply after(CountDownLatch latch, Reply then) {
			return (connection) -> {
				try {
					latch.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				then.send(connection);
			};
		}

		private static byte[] head(int status, int length, String... headers) {
			StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" x\r\n");
			head.append("Content-Type: application/json; charset=utf-8\r\nContent-Length: ")
				.append(length)
				.append("\r\n");
			for (String header : headers) {
				head.append(header).append("\r\n");
			}
			return head.append("MS-CV: f0trvmq8mEScHcFS.0\r\nMS-ServerId: 1\r\n\r\n")
				.toString()
				.getBytes(StandardCharsets.US_ASCII);
		}

	}

}
