package org.partnergateway.licenses.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.connector.readers.Bodies;
import org.partnergateway.correlation.CorrelationHeaders;
import org.partnergateway.http.ContentCodings;
import org.partnergateway.http.EntityTags;
import org.partnergateway.licenses.stored.Representations;
import org.partnergateway.licenses.stored.Representations.Representation;
import org.partnergateway.licenses.stored.StoredReport;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/**
 * Writes reports: chooses the representation, evaluates {@code If-None-Match}, and sets
 * the headers that say where the bytes come from. The ids of the request have been set
 * before.
 */
final class ReportResponses {

	private static final String VARY = "Accept-Encoding, Origin, X-Locale";

	void write(HttpServletRequest request, HttpServletResponse response, Found<StoredReport> found) throws IOException {
		StoredReport report = found.cached().value();
		boolean gzip = ContentCodings.acceptGzip(request.getHeaders(HttpHeaders.ACCEPT_ENCODING));
		Representations representations = report.content().under(() -> GatewayRoot.of(request));
		Representation chosen = gzip ? representations.gzip() : representations.plain();
		Representation other = gzip ? representations.plain() : representations.gzip();

		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheStatus.cacheControl(found));
		response.setHeader(HttpHeaders.AGE, Long.toString(found.age().toSeconds()));
		response.setHeader(HttpHeaders.VARY, VARY);
		response.setHeader(CacheStatus.HEADER, CacheStatus.of(found));
		setIfPresent(response, CorrelationHeaders.VECTOR, report.vector());
		setIfPresent(response, CorrelationHeaders.SERVER_ID, report.serverId());

		String match = EntityTags.match(request.getHeaders(HttpHeaders.IF_NONE_MATCH), chosen.entityTag(),
				other.entityTag());
		if (match != null) {
			response.setHeader(HttpHeaders.ETAG, match);
			response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
			return;
		}
		response.setHeader(HttpHeaders.ETAG, chosen.entityTag());
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(chosen.body().length);
		if (!HttpMethod.HEAD.matches(request.getMethod())) {
			Bodies.write(request, response, chosen.body());
		}
	}

	private static void setIfPresent(HttpServletResponse response, String name, @Nullable String value) {
		if (value != null) {
			response.setHeader(name, value);
		}
	}

}
