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
 * Hands headers to Tomcat as encoded bytes, and all lines as one. Tomcat itself would
 * encode each name and value character by character, by an encoder and two buffers, and
 * keep a record of each line. Both take longer than all other work on a stored report.
 * Not safe for use by several threads.
 */
final class EncodedHeaders extends HttpServletResponseWrapper {

	private static final int MOST_LINES = 32;

	private static final byte[] CONTENT_LENGTH = HttpHeaders.CONTENT_LENGTH.getBytes(StandardCharsets.US_ASCII);

	private final MimeHeaders fields;

	private final boolean joined;

	// Whether Tomcat already has headers that may have to be replaced.
	private boolean preceded;

	private final String[] names = new String[MOST_LINES];

	private final byte[][] values = new byte[MOST_LINES][];

	private int lines;

	// A bit for each name that is set; several names may share a bit.
	private long seen;

	/**
	 * Creates an instance for an answer that is not begun.
	 * @param joined whether Tomcat gets all headers as one: only for HTTP/1.1, where
	 * lines are sent as they are, and only if no code looks for a header later
	 */
	EncodedHeaders(Response response, boolean joined) {
		super(response);
		this.fields = response.getCoyoteResponse().getMimeHeaders();
		this.joined = joined;
		this.preceded = this.fields.size() > 0;
		// The first header, since Tomcat looks for it by its name.
		setHeader(HttpHeaders.DATE, FastHttpDateFormat.getCurrentDate());
	}

	@Override
	public void setHeader(String name, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		if ((this.preceded && this.fields.getValue(name) != null) || bytes.length != value.length()
				|| hasControls(bytes) || this.lines == MOST_LINES) {
			// Tomcat replaces the headers that it has, and removes control characters.
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
			// Tomcat sets the value; it need not encode a name that it finds.
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
	 * Hands over the headers that are set. Must be called for an answer without a body.
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
		// Tomcat writes the separators after the name and after the value.
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

	@SuppressWarnings("deprecation") // Correct for ASCII, and names are ASCII.
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
	 * The index of a header: that of its earlier value, or else the next free one.
	 */
	private int line(String name) {
		int last = name.length() - 1;
		// Upper and lower case differ only in this bit.
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
