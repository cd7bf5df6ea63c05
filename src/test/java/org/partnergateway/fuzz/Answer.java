package org.partnergateway.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What came back, read strictly.
 *
 * @param status the status, or 0 if there was a body and nothing else (HTTP/0.9)
 * @param lines the header lines, without their ends
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Answer(int status, List<String> lines, byte[] body) {

	private static final int LONGEST_HEAD = 16_384;

	/**
	 * Reads an answer.
	 * @param in from where; has to support marks
	 * @param bodies whether there are bodies
	 * @return the answer, or {@code null} if there is none any more
	 * @throws IOException if it is cut short
	 * @throws AssertionError if it is not HTTP
	 */
	static @Nullable Answer read(InputStream in, Bodies bodies) throws IOException {
		in.mark(1);
		int first = firstOf(in);
		if (first < 0) {
			return null;
		}
		in.reset();
		if (first == '{') {
			return new Answer(0, List.of(), in.readAllBytes());
		}
		List<String> lines = head(in);
		String statusLine = lines.removeFirst();
		if (!statusLine.matches("HTTP/1\\.1 [1-5]\\d\\d ")) {
			throw new AssertionError("not a status line: " + statusLine);
		}
		int status = Integer.parseInt(statusLine.substring(9, 12));
		Answer head = new Answer(status, List.copyOf(lines), new byte[0]);
		if (status < 200 || status == 304 || bodies == Bodies.NONE) {
			return head;
		}
		String length = head.header("Content-Length");
		if (!length.matches("\\d{1,7}")) {
			throw new AssertionError("an answer of unknown length: " + head);
		}
		if (bodies == Bodies.PERHAPS && isAtStartOrEnd(in)) {
			return head;
		}
		byte[] body = in.readNBytes(Integer.parseInt(length));
		if (body.length < Integer.parseInt(length)) {
			throw new EOFException("%d bytes of the body of %s".formatted(body.length, head));
		}
		return new Answer(status, head.lines(), body);
	}

	/**
	 * The value of a header, or an empty one.
	 * @throws AssertionError if there is more than one
	 */
	String header(String name) {
		List<String> values = this.lines.stream()
			.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
			.map((line) -> line.substring(name.length() + 1).strip())
			.toList();
		if (values.size() > 1) {
			throw new AssertionError("repeated " + name);
		}
		return values.isEmpty() ? "" : values.getFirst();
	}

	public boolean closes() {
		return header("Connection").equals("close");
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.status + "\n" + String.join("\n", this.lines) + "\n\n" + text();
	}

	private static List<String> head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		do {
			int next = in.read();
			if (next < 0 || head.length() > LONGEST_HEAD) {
				throw new EOFException("the head has no end: " + head);
			}
			head.append((char) next);
		}
		while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0);
		return new ArrayList<>(List.of(head.substring(0, head.length() - 4).split("\r\n", -1)));
	}

	/**
	 * The first byte. A reset is an end: the gateway leaves unread what it does not want.
	 */
	private static int firstOf(InputStream in) throws IOException {
		try {
			return in.read();
		}
		catch (SocketException ex) {
			return -1;
		}
	}

	private static boolean isAtStartOrEnd(InputStream in) throws IOException {
		in.mark(1);
		int next = firstOf(in);
		if (next >= 0) {
			in.reset();
		}
		return next < 0 || next == 'H';
	}

	/**
	 * Whether answers have bodies.
	 */
	enum Bodies {

		/** As their length says. */
		ALL,

		/** There are lengths and no bodies, since that is how HEAD is answered. */
		NONE,

		/** Nobody knows which method was understood. */
		PERHAPS

	}

}
