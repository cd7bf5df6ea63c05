package org.partnergateway.fastpath;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.apache.tomcat.util.http.MimeHeaders;

import org.springframework.http.HttpHeaders;

/**
 * Hands headers to Tomcat as the bytes that are sent, and all lines as one. Of a text it
 * would make bytes by itself, by an encoder and two buffers for each name and each value
 * and one character after the other; and of each line it keeps an account. Both take
 * longer than everything else about an answer that is at hand. Not for use by more than
 * one thread.
 */
final class EncodedHeaders extends HttpServletResponseWrapper {

	private static final int MOST_LINES = 32;

	private static final byte[] CONTENT_LENGTH = HttpHeaders.CONTENT_LENGTH.getBytes(StandardCharsets.US_ASCII);

	private final MimeHeaders fields;

	private final boolean joined;

	// Whether Tomcat has headers that would have to be replaced.
	private boolean preceded;

	private final String[] names = new String[MOST_LINES];

	private final byte[][] values = new byte[MOST_LINES][];

	private int lines;

	// One bit for each name that is here, and some others.
	private long seen;

	/**
	 * Creates an instance for an answer that nobody has begun to write.
	 * @param joined whether Tomcat may see one header in place of all: right for HTTP/1.1
	 * alone, where lines are sent as they are, and if nobody looks for the others later
	 */
	EncodedHeaders(Response response, boolean joined) {
		super(response);
		this.fields = response.getCoyoteResponse().getMimeHeaders();
		this.joined = joined;
		this.preceded = this.fields.size() > 0;
		// The first, since it is what Tomcat looks for.
		setHeader(HttpHeaders.DATE, FastHttpDateFormat.getCurrentDate());
	}

	@Override
	public void setHeader(String name, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		if ((this.preceded && this.fields.getValue(name) != null) || bytes.length != value.length()
				|| hasControls(bytes) || this.lines == MOST_LINES) {
			// Tomcat replaces what it has, and does away with control characters.
			list();
			super.setHeader(name, value);
			return;
		}
		int line = line(name);
		this.names[line] = name;
		this.values[line] = bytes;
	}

	@Override
	public void setContentType(String type) {
		setHeader(HttpHeaders.CONTENT_TYPE, type);
	}

	@Override
	public void setContentLength(int length) {
		if (this.joined) {
			// Tomcat sets the value, and need not encode the name if it finds it.
			this.fields.addValue(CONTENT_LENGTH, 0, CONTENT_LENGTH.length);
		}
		super.setContentLength(length);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		end();
		return super.getOutputStream();
	}

	/**
	 * Hands over what has been set. An answer without a body does not do so by itself.
	 */
	void end() {
		if (this.joined) {
			join();
		}
		else {
			list();
		}
	}

	private void join() {
		if (this.lines == 0) {
			return;
		}
		byte[] block = new byte[length()];
		int end = 0;
		for (int i = 0; i < this.lines; i++) {
			byte[] value = this.values[i];
			end = put(this.names[i], block, end);
			block[end++] = ':';
			block[end++] = ' ';
			System.arraycopy(value, 0, block, end, value.length);
			end += value.length;
			block[end++] = '\r';
			block[end++] = '\n';
		}
		this.lines = 0;
		// What is between a name and its value, and behind it, Tomcat writes by itself.
		int name = this.names[0].length();
		this.fields.addValue(block, 0, name).setBytes(block, name + 2, end - name - 4);
	}

	private int length() {
		int length = 0;
		for (int i = 0; i < this.lines; i++) {
			length += this.names[i].length() + 2 + this.values[i].length + 2;
		}
		return length;
	}

	@SuppressWarnings("deprecation") // It is right for ASCII, of which names are made.
	private static int put(String name, byte[] block, int start) {
		name.getBytes(0, name.length(), block, start);
		return start + name.length();
	}

	private void list() {
		for (int i = 0; i < this.lines; i++) {
			byte[] name = this.names[i].getBytes(StandardCharsets.US_ASCII);
			this.fields.addValue(name, 0, name.length).setBytes(this.values[i], 0, this.values[i].length);
		}
		this.lines = 0;
		this.preceded = true;
	}

	/**
	 * Where a header is to be: the line that it has, or else the next.
	 */
	private int line(String name) {
		int last = name.length() - 1;
		// Upper and lower case are the same but for this bit.
		long bit = 1L << ((name.charAt(0) | 0x20) + 7 * (name.charAt(last) | 0x20) + 11 * last);
		boolean maybe = (this.seen & bit) != 0;
		this.seen |= bit;
		for (int i = 0; maybe && i < this.lines; i++) {
			if (this.names[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return this.lines++;
	}

	private static boolean hasControls(byte[] bytes) {
		for (byte b : bytes) {
			if (b < ' ' || b == 0x7F) {
				return true;
			}
		}
		return false;
	}

}
