package org.partnergateway.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on the loopback interface that opens tunnels, whatever host they are for,
 * to one port of this machine. It remembers what it was asked, and may refuse.
 */
final class TunnelProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final int target;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private volatile @Nullable String refusal;

	private volatile @Nullable String authorization;

	TunnelProxy(int target) throws IOException {
		this.target = target;
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * The heads of all requests, in order.
	 */
	List<String> heads() {
		return this.heads;
	}

	/**
	 * Answers everything with this from now on; {@code null} to open tunnels again.
	 */
	void refuse(@Nullable String response) {
		this.refusal = response;
	}

	/**
	 * Answers 407 to everybody who does not send this.
	 */
	void demand(String authorization) {
		this.authorization = authorization;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

	private void accept() {
		while (true) {
			try {
				Socket client = this.listener.accept();
				Thread.ofVirtual().start(() -> serve(client));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket client) {
		try (client) {
			String head = head(client.getInputStream());
			this.heads.add(head);
			String answer = answer(head);
			if (answer != null) {
				client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
				return;
			}
			try (Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
				client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				Thread back = Thread.ofVirtual().start(() -> pass(server, client));
				pass(client, server);
				back.join();
			}
		}
		catch (IOException ex) {
			// Somebody hung up.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable String answer(String head) {
		String refused = this.refusal;
		if (refused != null) {
			return refused;
		}
		String wanted = this.authorization;
		if (wanted != null && !head.contains("\r\nproxy-authorization: " + wanted + "\r\n")) {
			return "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
		}
		return head.startsWith("CONNECT ") ? null : "HTTP/1.1 405 Tunnels only\r\nContent-Length: 0\r\n\r\n";
	}

	private static String head(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("no head");
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.US_ASCII);
	}

	private static void pass(Socket from, Socket to) {
		try {
			OutputStream out = to.getOutputStream();
			from.getInputStream().transferTo(out);
			to.shutdownOutput();
		}
		catch (IOException ex) {
			close(from);
			close(to);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
