package org.partnergateway.outbound;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;

/**
 * The address and the user of a proxy.
 *
 * @param host its name or address, without brackets
 * @param port its port
 * @param user the user, or {@code null} for none
 */
record ProxyUrl(String host, int port, @Nullable String user) {

	private static final String PROPERTY = "partner-center.proxy";

	private static final String FORM = "Set it to http://host:port, or to http://user@host:port if the proxy asks for a user.";

	/**
	 * Reads the value of the property.
	 * @throws InvalidSettingException if it has another form. The exception never
	 * contains the value, which may contain a password
	 */
	static ProxyUrl parse(String value) {
		URI uri = uri(value.strip());
		if (!"http".equalsIgnoreCase(uri.getScheme())) {
			throw new InvalidSettingException(PROPERTY, "is not an http URL",
					FORM + " The gateway speaks plain HTTP with the proxy, and TLS through it.");
		}
		if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
			throw new InvalidSettingException(PROPERTY, "does not name a host and a port", FORM);
		}
		String path = uri.getRawPath();
		if (!(path.isEmpty() || path.equals("/")) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new InvalidSettingException(PROPERTY, "has a path, a query or a fragment", FORM);
		}
		return new ProxyUrl(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort(), user(uri));
	}

	private static URI uri(String value) {
		try {
			return new URI(value);
		}
		catch (URISyntaxException ex) {
			// Without the cause, whose message contains the value.
			throw new InvalidSettingException(PROPERTY, "is not a URL", FORM);
		}
	}

	private static @Nullable String user(URI uri) {
		String raw = uri.getRawUserInfo();
		if (raw == null || raw.isEmpty()) {
			return null;
		}
		// A user cannot contain a colon, which would end it (RFC 7617, section 2).
		if (uri.getUserInfo().indexOf(':') >= 0) {
			throw new InvalidSettingException(PROPERTY, "has a password or a colon after its user",
					"Set it to http://user@host:port, and partner-center.proxy-password-file to a file with the password.");
		}
		return uri.getUserInfo();
	}

}
