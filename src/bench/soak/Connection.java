import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection to the gateway; HTTP/1.1 by hand, so that it can be left at any byte.
 */
final class Connection implements AutoCloseable {

	// Longer than the gateway lets anybody wait.
	private static final int LONGEST_WAIT = 10_000;

	private final Socket socket = new Socket();

	private final InputStream in;

	Connection(int port) throws IOException {
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_WAIT);
		this.socket.setSoTimeout(LONGEST_WAIT);
		this.socket.setTcpNoDelay(true);
		this.in = new BufferedInputStream(this.socket.getInputStream());
	}

	Answer exchange(Asked asked) throws IOException {
		send(asked.head());
		int status = Integer.parseInt(line().split(" ", 3)[1]);
		Map<String, String> headers = new HashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		boolean bodiless = asked.isHead() || status == 304;
		return new Answer(status, headers, bodiless ? new byte[0] : body(headers));
	}

	void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Waits for the first bytes of an answer, and takes no more of them.
	 */
	void glimpse() throws IOException {
		line();
	}

	/**
	 * Leaves without a word.
	 * @param reset whether by a reset, which throws away what is on its way
	 */
	void hangUp(boolean reset) throws IOException {
		if (reset) {
			this.socket.setSoLinger(true, 0);
		}
		close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private byte[] body(Map<String, String> headers) throws IOException {
		if (!"chunked".equals(headers.get("transfer-encoding"))) {
			return bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			body.write(bytes(size));
			line();
		}
		line();
		return body.toByteArray();
	}

	private byte[] bytes(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("%d of %d bytes".formatted(bytes.length, length));
		}
		return bytes;
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
			if (c < 0) {
				throw new EOFException("after '%s'".formatted(line));
			}
			line.append((char) c);
		}
		return line.toString().strip();
	}

}
