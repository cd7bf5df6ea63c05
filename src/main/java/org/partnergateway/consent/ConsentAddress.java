package org.partnergateway.consent;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/**
 * The address of the page, with the key. It is told once, after the start.
 */
final class ConsentAddress {

	private static final Logger logger = LoggerFactory.getLogger(ConsentAddress.class);

	private static final String CALLBACK = "/consent/callback";

	private final ConsentKey key;

	private final @Nullable URI redirectUri;

	private final Environment environment;

	/**
	 * Creates the address.
	 * @param key opens the page
	 * @param redirectUri where a browser comes back to, if that is configured; the page
	 * is taken to be beside it
	 * @param environment has the management port
	 */
	ConsentAddress(ConsentKey key, @Nullable URI redirectUri, Environment environment) {
		this.key = key;
		this.redirectUri = redirectUri;
		this.environment = environment;
	}

	/**
	 * Logs the address.
	 * @param missing whether there is no consent yet
	 */
	void log(boolean missing) {
		String page = page();
		if (page == null) {
			if (missing) {
				logger
					.warn("Consent is missing, so no report can be fetched. The page for it is on the management port, "
							+ "which is switched off: set management.server.port, or put a refresh token into the file that "
							+ "partner-center.token.refresh-token-file names");
			}
		}
		else if (missing) {
			logger.warn("Consent is missing, so no report can be fetched. Let a user consent at {}", page);
		}
		else {
			logger.info("A user can consent again at {}", page);
		}
	}

	/**
	 * The address, with the key.
	 * @return the address; {@code null} if there is no management port
	 */
	@Nullable String page() {
		String root = root();
		return (root != null) ? root + "/consent?key=" + this.key.value() : null;
	}

	/**
	 * Where a browser comes back to.
	 * @return the redirect URI; {@code null} if there is no management port
	 */
	@Nullable URI callback() {
		String root = root();
		return (this.redirectUri != null || root == null) ? this.redirectUri : URI.create(root + CALLBACK);
	}

	private @Nullable String root() {
		URI configured = this.redirectUri;
		if (configured != null && configured.toString().endsWith(CALLBACK)) {
			String uri = configured.toString();
			return uri.substring(0, uri.length() - CALLBACK.length());
		}
		String port = this.environment.getProperty("local.management.port");
		boolean secure = Ssl
			.isEnabled(Binder.get(this.environment).bind("management.server.ssl", Ssl.class).orElse(null));
		return (port != null) ? "%s://localhost:%s%s".formatted(secure ? "https" : "http", port,
				this.environment.getProperty("management.server.base-path", "")) : null;
	}

}
