package org.partnergateway.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.partnergateway.correlation.CorrelationHeaders;

import org.springframework.http.HttpHeaders;

/**
 * Finds, in a malformed head that Tomcat has not read to its end, the headers that the
 * refusal needs: the ids of the request, and the origin of the page. They are used for
 * nothing else.
 */
final class UnreadHeaders {

	private static final List<String> NAMES = List.of(CorrelationHeaders.REQUEST_ID, CorrelationHeaders.CORRELATION_ID,
			HttpHeaders.ORIGIN);

	private static final int LONGEST_LINE = 512;

	private UnreadHeaders() {
	}

	/**
	 * Adds the headers that are found to the request.
	 * @param request the request
	 * @param most how many headers the request may have
	 */
	static void read(Request request, int most) {
		if (request.getRequestProcessor().getStage() != Constants.STAGE_PARSE
				|| !(request.getInputBuffer() instanceof Http11InputBuffer input) || input.getByteBuffer() == null) {
			return;
		}
		ByteBuffer rest = input.getByteBuffer().duplicate();
		if (rest.position() > 0 && rest.get(rest.position() - 1) != '\n') {
			// The rest of the malformed line.
			line(rest);
		}
		MimeHeaders headers = request.getMimeHeaders();
		for (String line = line(rest); !line.isEmpty(); line = line(rest)) {
			for (String name : NAMES) {
				if (line.length() > name.length() && line.charAt(name.length()) == ':'
						&& line.regionMatches(true, 0, name, 0, name.length()) && headers.size() < most) {
					headers.addValue(name).setString(line.substring(name.length() + 1).strip());
				}
			}
		}
	}

	/**
	 * The next line without its end, cut to {@value #LONGEST_LINE} characters; empty at
	 * the end of the head or of the bytes that have come.
	 */
	private static String line(ByteBuffer rest) {
		int start = rest.position();
		int end = start;
		while (end < rest.limit() && rest.get(end) != '\n') {
			end++;
		}
		if (end == rest.limit()) {
			rest.position(end);
			return "";
		}
		rest.position(end + 1);
		if (end > start && rest.get(end - 1) == '\r') {
			end--;
		}
		byte[] line = new byte[Math.min(end - start, LONGEST_LINE)];
		rest.get(start, line);
		return new String(line, StandardCharsets.ISO_8859_1);
	}

}
