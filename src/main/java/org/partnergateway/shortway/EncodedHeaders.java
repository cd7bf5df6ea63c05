package org.partnergateway.shortway;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.apache.tomcat.util.http.MimeHeaders;

import org.springframework.http.HttpHeaders;

/**
 * Hands headers to Tomcat as bytes. Of a text it would make them by itself, by an encoder
 * and two buffers for each name and each value and one character after the other, which
 * takes longer than everything else about an answer that is at hand.
 */
final class EncodedHeaders extends HttpServletResponseWrapper {

	private final MimeHeaders headers;

	// One bit for each name that may be there, and some others.
	private long names;

	/**
	 * Creates an instance for an answer that nobody has begun to write.
	 */
	EncodedHeaders(Response response) {
		super(response);
		this.headers = response.getCoyoteResponse().getMimeHeaders();
		this.names = (this.headers.size() == 0) ? 0 : -1;
		setHeader(HttpHeaders.DATE, FastHttpDateFormat.getCurrentDate());
	}

	@Override
	public void setHeader(String name, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		// Tomcat does away with control characters, and with what was there before.
		if (isPresent(name) || bytes.length != value.length() || hasControls(bytes)) {
			super.setHeader(name, value);
			return;
		}
		byte[] field = name.getBytes(StandardCharsets.US_ASCII);
		this.headers.addValue(field, 0, field.length).setBytes(bytes, 0, bytes.length);
	}

	@Override
	public void setContentType(String type) {
		setHeader(HttpHeaders.CONTENT_TYPE, type);
	}

	/**
	 * Whether there is such a header; if not, notes that there will be.
	 */
	private boolean isPresent(String name) {
		int last = name.length() - 1;
		// Upper and lower case are the same but for this bit.
		long bit = 1L << ((name.charAt(0) | 0x20) + 7 * (name.charAt(last) | 0x20) + 11 * last);
		boolean maybe = (this.names & bit) != 0;
		this.names |= bit;
		return maybe && this.headers.getValue(name) != null;
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
