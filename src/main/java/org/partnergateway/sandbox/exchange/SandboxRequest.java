package org.partnergateway.sandbox.exchange;

import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A request as it arrived.
 *
 * @param method the method
 * @param path the path, without the query
 * @param query the query as it came, still encoded; {@code null} if there was no question
 * mark
 * @param headers the headers
 * @param body the body; empty if there was none
 */
public record SandboxRequest(String method, String path, @Nullable String query, HttpHeaders headers, String body) {

	private static final String TOKEN_PATH = "/[^/]+/oauth2/(v2\\.0/)?token";

	private static final String SIGN_IN_PATH = "/[^/]+/"
			+ "(oauth2/(v2\\.0/)?authorize|v2\\.0/\\.well-known/openid-configuration|discovery/v2\\.0/keys)";

	/**
	 * Whether it is for the token endpoint.
	 * @return whether it is; if it is not {@link #isForSignIn() for the sign-in} either,
	 * it is for the API, with any path
	 */
	public boolean isForToken() {
		return lowerCasePath().matches(TOKEN_PATH);
	}

	/**
	 * Whether it is for the sign-in page, the discovery document, or the keys that the
	 * document names.
	 */
	public boolean isForSignIn() {
		return lowerCasePath().matches(SIGN_IN_PATH);
	}

	/**
	 * The path as the service compares it.
	 */
	public String lowerCasePath() {
		return this.path.toLowerCase(Locale.ROOT);
	}

	/**
	 * The URL as its sender spelled it, without the query.
	 */
	public String url() {
		// HTTP/1.0 needs no Host.
		String host = Objects.requireNonNullElse(this.headers.getFirst(HttpHeaders.HOST), "localhost");
		return "http://" + host + this.path;
	}

	/**
	 * The credential of one scheme.
	 * @return what follows the scheme; {@code null} without such a credential
	 */
	public @Nullable String authorization(String scheme) {
		String value = this.headers.getFirst(HttpHeaders.AUTHORIZATION);
		return (value != null && value.startsWith(scheme + " ")) ? value.substring(scheme.length() + 1) : null;
	}

	/**
	 * Leaves out the query, the headers and the body, which may hold credentials.
	 */
	@Override
	public String toString() {
		return "%s %s".formatted(this.method, this.path);
	}

}
