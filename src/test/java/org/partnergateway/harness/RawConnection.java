package org.partnergateway.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to the gateway. Unlike an HTTP client it repeats nothing, so that
 * whatever is lost is seen to be lost.
 */
public final class RawConnection implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

	private final Socket socket;

	private final InputStream in;

	public RawConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout((int) PATIENCE.toMillis());
		this.in = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Sends a request and reads its answer to the last byte.
	 */
	public Answer send(String method, String path, String... headers) throws IOException {
		StringBuilder request = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: x\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		this.socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
		String head = readHead();
		int status = Integer.parseInt(head.substring(9, 12));
		Matcher length = CONTENT_LENGTH.matcher(head);
		if (method.equals("HEAD") || status == 304) {
			return new Answer(status, head, "");
		}
		if (!length.find()) {
			throw new IOException("an answer without a length: " + head);
		}
		int expected = Integer.parseInt(length.group(1));
		byte[] body = this.in.readNBytes(expected);
		if (body.length < expected) {
			throw new EOFException("%d of %d bytes".formatted(body.length, expected));
		}
		return new Answer(status, head, new String(body, StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private String readHead() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		for (int b = this.in.read(); b >= 0; b = this.in.read()) {
			head.write(b);
			if (b == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
				return head.toString(StandardCharsets.US_ASCII);
			}
		}
		throw new EOFException("the connection ended after " + head.size() + " bytes of a head");
	}

	/**
	 * What came back.
	 *
	 * @param head the status line and the headers, as they were sent
	 */
	public record Answer(int status, String head, String body) {

		public boolean closes() {
			return this.head.contains("\r\nConnection: close\r\n");
		}

	}

}
