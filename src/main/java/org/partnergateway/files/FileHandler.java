package org.partnergateway.files;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.connector.readers.Bodies;
import org.partnergateway.http.ContentCodings;
import org.partnergateway.http.EntityTags;

import org.springframework.http.HttpHeaders;

/**
 * Sends a file.
 */
public final class FileHandler extends ReadHandler {

	private final StaticFile file;

	/**
	 * Creates a handler.
	 * @param file the file to send
	 */
	public FileHandler(StaticFile file) {
		this.file = file;
	}

	@Override
	void answer(HttpServletRequest request, HttpServletResponse response, boolean withBody) throws IOException {
		StaticFile.Content content = this.file.content();
		boolean compressed = ContentCodings.acceptGzip(request.getHeaders(HttpHeaders.ACCEPT_ENCODING));
		response.setHeader(HttpHeaders.CACHE_CONTROL, this.file.cacheControl());
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		String tag = content.entityTag(compressed);
		response.setHeader(HttpHeaders.ETAG, tag);
		if (EntityTags.match(request.getHeaders(HttpHeaders.IF_NONE_MATCH), tag, tag) != null) {
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

}
