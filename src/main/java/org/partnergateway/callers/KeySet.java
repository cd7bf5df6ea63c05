package org.partnergateway.callers;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.partnergateway.outbound.Documents;

/**
 * Where public keys are (RFC 7517, section 5).
 */
@FunctionalInterface
interface KeySet {

	/**
	 * Gets the keys, now and over the network. Blocks for some seconds at most.
	 * @return the keys
	 * @throws IOException if they cannot be had
	 */
	JWKSet load() throws IOException;

	/**
	 * The key set at an address.
	 */
	static KeySet at(String jwkSetUri, Documents http) {
		return () -> keys(http, jwkSetUri);
	}

	/**
	 * The key set that an issuer names in its metadata (OpenID Connect Discovery 1.0,
	 * section 4), which are read each time.
	 */
	static KeySet ofIssuer(String issuer, Documents http) {
		String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
		return () -> {
			try {
				var metadata = JSONObjectUtils.parse(text(http, base + "/.well-known/openid-configuration"));
				if (!issuer.equals(metadata.get("issuer"))) {
					throw new IOException("the metadata are another issuer's");
				}
				return keys(http, JSONObjectUtils.getString(metadata, "jwks_uri"));
			}
			catch (ParseException ex) {
				throw new IOException("the metadata are malformed", ex);
			}
		};
	}

	/**
	 * Whether keys could be had at an address.
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
	 * Whether keys would come from an address on another machine as anybody on the way
	 * likes them. Which machine it is follows from the name alone: the resolver is nobody
	 * to trust here.
	 */
	static boolean isPlain(String address) {
		URI uri = URI.create(address);
		String host = uri.getHost();
		return "http".equalsIgnoreCase(uri.getScheme()) && !(host.equalsIgnoreCase("localhost") || host.equals("[::1]")
				|| host.matches("127(?:\\.[0-9]{1,3}){3}"));
	}

	private static JWKSet keys(Documents http, String address) throws IOException {
		try {
			return JWKSet.parse(text(http, address));
		}
		catch (ParseException ex) {
			throw new IOException("the key set is malformed", ex);
		}
	}

	private static String text(Documents http, String address) throws IOException {
		if (!isWebAddress(address)) {
			throw new IOException("the address of the keys is not an https or http URL");
		}
		return http.get(URI.create(address));
	}

}
