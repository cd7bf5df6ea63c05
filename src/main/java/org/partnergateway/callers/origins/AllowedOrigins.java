package org.partnergateway.callers.origins;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.partnergateway.callers.credential.CredentialConverter;
import org.partnergateway.callers.limits.RateLimitHeaders;
import org.partnergateway.correlation.CorrelationHeaders;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The origins (RFC 6454) whose pages may read answers, and what they may send and see.
 */
public final class AllowedOrigins {

	static final String PROPERTY = "callers.cors.allowed-origins";

	static final List<String> EXPOSED_HEADERS = List.of(CorrelationHeaders.REQUEST_ID,
			CorrelationHeaders.CORRELATION_ID, CorrelationHeaders.VECTOR, CorrelationHeaders.SERVER_ID,
			HttpHeaders.ETAG, HttpHeaders.AGE, "Cache-Status", HttpHeaders.RETRY_AFTER, RateLimitHeaders.STATE,
			RateLimitHeaders.POLICY, HttpHeaders.WWW_AUTHENTICATE);

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private AllowedOrigins() {
	}

	/**
	 * Checks the origins.
	 * @throws InvalidSettingException if one is not an origin as browsers send it
	 */
	public static CorsConfiguration of(List<String> origins) {
		if (!origins.stream().allMatch(AllowedOrigins::isOrigin)) {
			throw new InvalidSettingException(PROPERTY, "has something else than origins as browsers send them",
					"Set it to a list such as https://reports.contoso.com,https://localhost:8443: scheme and host in lower case, a port that is not the scheme's own, no path, no slash at the end, no wildcard.");
		}
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(origins);
		cors.setAllowedMethods(List.of("GET", "HEAD"));
		cors.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, CredentialConverter.API_KEY_HEADER,
				CorrelationHeaders.REQUEST_ID, CorrelationHeaders.CORRELATION_ID, CorrelationHeaders.VECTOR,
				CorrelationHeaders.LOCALE, HttpHeaders.IF_NONE_MATCH, HttpHeaders.ACCEPT, "traceparent"));
		cors.setMaxAge(REMEMBERED);
		return cors;
	}

	private static boolean isOrigin(String text) {
		try {
			URI uri = new URI(text);
			String scheme = uri.getScheme();
			int ownPort = "https".equals(scheme) ? 443 : 80;
			boolean web = "https".equals(scheme) || "http".equals(scheme);
			if (!web || uri.getHost() == null || uri.getPort() == ownPort) {
				return false;
			}
			String port = (uri.getPort() >= 0) ? ":" + uri.getPort() : "";
			return text.equals(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
