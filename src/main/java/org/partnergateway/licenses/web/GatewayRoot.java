package org.partnergateway.licenses.web;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Globals;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The URL of the gateway as the caller knows it, or as a believed proxy says.
 */
final class GatewayRoot {

	/** Request attribute, set if the caller put the prefix in front of the path. */
	static final String ASKED_UNDER = GatewayRoot.class.getName() + ".askedUnder";

	private static final String FORWARDED_PREFIX = "X-Forwarded-Prefix";

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

	private static final Pattern PREFIX = Pattern.compile("(?!.*/\\.{1,2}(?:/|$))(?:/[A-Za-z0-9._~-]{1,64}){1,8}");

	private GatewayRoot() {
	}

	/**
	 * Reads the URL from a request.
	 * @return scheme, host, port and the prefixes of the path; if the host is invalid,
	 * only the prefixes, so that a link is relative to the host that the caller used
	 */
	static String of(HttpServletRequest request) {
		return host(request) + forwardedPrefix(request) + askedUnder(request);
	}

	private static String host(HttpServletRequest request) {
		String host = request.getServerName();
		if (host == null || !HOST.matcher(host).matches()) {
			return "";
		}
		int port = request.getServerPort();
		boolean usual = port == (request.isSecure() ? 443 : 80);
		return UriComponentsBuilder.newInstance()
			.scheme(request.getScheme())
			.host(host)
			.port(usual ? -1 : port)
			.toUriString();
	}

	/**
	 * The prefix that a proxy removes from paths. Spring's filter (strategy
	 * {@code framework}) makes it the context path. Tomcat's valve ({@code native}) does
	 * not read it; it only says whether the proxy is believed.
	 */
	private static String forwardedPrefix(HttpServletRequest request) {
		String prefix = request.getContextPath();
		if (prefix.isEmpty() && Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE))) {
			prefix = request.getHeader(FORWARDED_PREFIX);
		}
		if (prefix == null) {
			return "";
		}
		String path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
		return PREFIX.matcher(path).matches() ? path : "";
	}

	private static String askedUnder(HttpServletRequest request) {
		return (request.getAttribute(ASKED_UNDER) != null) ? ReportPaths.SERVICE_PREFIX : "";
	}

}
