package org.partnergateway.callers.tokens;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Documents;

/**
 * A source of public keys (RFC 7517, section 5).
 */
@FunctionalInterface
interface KeySet {

	/**
	 * Loads the keys over the network. Blocks for some seconds at most.
	 * @return those of the keys that can be used here
	 * @throws IOException if they cannot be loaded
	 */
	JWKSet load() throws IOException;

	/**
	 * The key set at an address.
	 */
	static KeySet at(String jwkSetUri, Documents documents) {
		return () -> keys(documents, jwkSetUri);
	}

	/**
	 * The key set that an issuer names in its metadata (OpenID Connect Discovery 1.0,
	 * section 4), which are read each time.
	 */
	static KeySet ofIssuer(String issuer, Documents documents) {
		String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
		return () -> {
			try {
				Map<String, Object> metadata = json(documents, base + "/.well-known/openid-configuration");
				if (!issuer.equals(metadata.get("issuer"))) {
					throw new IOException("the metadata are another issuer's");
				}
				String address = JSONObjectUtils.getString(metadata, "jwks_uri");
				if (address != null && isWebAddress(address) && isPlain(address) && !isPlain(issuer)) {
					throw new IOException("the metadata name keys in the clear");
				}
				return keys(documents, address);
			}
			catch (ParseException ex) {
				throw new IOException("the metadata are malformed", ex);
			}
		};
	}

	/**
	 * Whether keys can be loaded from an address: whether it is an https or http URL.
	 */
	static boolean isWebAddress(String address) {
		try {
			URI uri = new URI(address);
			return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
					&& uri.getHost() != null && uri.getFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Whether keys would come from another machine unencrypted, so that anyone on the way
	 * could replace them. The name alone decides which machine it is, since DNS is not
	 * trusted here.
	 */
	static boolean isPlain(String address) {
		URI uri = URI.create(address);
		String host = uri.getHost();
		return "http".equalsIgnoreCase(uri.getScheme()) && !(host.equalsIgnoreCase("localhost") || host.equals("[::1]")
				|| host.matches("127(?:\\.[0-9]{1,3}){3}"));
	}

	private static JWKSet keys(Documents documents, @Nullable String address) throws IOException {
		try {
			return UsableKeys.of(json(documents, address));
		}
		catch (ParseException ex) {
			throw new IOException("the key set is malformed", ex);
		}
	}

	private static Map<String, Object> json(Documents documents, @Nullable String address)
			throws IOException, ParseException {
		if (address == null || !isWebAddress(address)) {
			throw new IOException("the address of the keys is not an https or http URL");
		}
		return JSONObjectUtils.parse(documents.get(URI.create(address)));
	}

}
