package org.partnergateway.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.connector.Bodies;

import org.springframework.http.HttpHeaders;

/**
 * Sends a file.
 */
public final class FileHandler extends ReadHandler {

	// Browsers give it no weight; whoever does gets the file as it is.
	private static final Pattern GZIP = Pattern.compile("(?i)(?:^|,)[ \t]*gzip[ \t]*(?:,|$)");

	private final StaticFile file;

	/**
	 * Creates a handler.
	 * @param file what to send
	 */
	public FileHandler(StaticFile file) {
		this.file = file;
	}

	@Override
	void answer(HttpServletRequest request, HttpServletResponse response, boolean withBody) throws IOException {
		StaticFile.Content content = this.file.content();
		boolean compressed = Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))
			.stream()
			.anyMatch((codings) -> GZIP.matcher(codings).find());
		response.setHeader(HttpHeaders.CACHE_CONTROL, this.file.cacheControl());
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		String tag = content.entityTag(compressed);
		response.setHeader(HttpHeaders.ETAG, tag);
		if (hasIt(request, tag)) {
			response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
			return;
		}
		byte[] body = content.body(compressed);
		if (compressed) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(this.file.contentType());
		response.setContentLength(body.length);
		if (withBody) {
			Bodies.write(request, response, body);
		}
	}

	/**
	 * Evaluates {@code If-None-Match} (RFC 9110, section 13.1.2), comparing weakly. No
	 * tag of a file has a comma in it.
	 */
	private static boolean hasIt(HttpServletRequest request, String tag) {
		return Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH))
			.stream()
			.flatMap((tags) -> Arrays.stream(tags.split(",", -1)))
			.map(String::strip)
			.anyMatch((known) -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
	}

}
