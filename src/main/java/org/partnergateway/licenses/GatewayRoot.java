package org.partnergateway.licenses;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The URL of the gateway as a caller knows it, or as a proxy that is trusted says.
 */
final class GatewayRoot {

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

	private GatewayRoot() {
	}

	/**
	 * Reads it from a request.
	 * @return scheme, host and port; empty if the host is odd, so that a link begins at
	 * the root of wherever it stands
	 */
	static String of(HttpServletRequest request) {
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

}
