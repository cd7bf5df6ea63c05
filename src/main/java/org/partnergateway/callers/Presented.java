package org.partnergateway.callers;

import java.util.Enumeration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a caller presents as a credential, letter by letter. It is equal only to itself,
 * and shows itself to nobody.
 *
 * @param apiKey the header {@code X-Api-Key}, or {@code null} if there is none
 * @param authorization the header {@code Authorization}, or {@code null} if there is none
 */
record Presented(@Nullable String apiKey, @Nullable String authorization) {

	private static final Presented NOTHING = new Presented(null, null);

	/**
	 * Reads what a request presents.
	 * @return {@code null} if that is not clear, since a header comes twice
	 */
	static @Nullable Presented of(HttpServletRequest request) {
		Enumeration<String> keys = request.getHeaders(CredentialConverter.API_KEY_HEADER);
		String key = keys.hasMoreElements() ? keys.nextElement() : null;
		Enumeration<String> authorizations = request.getHeaders(HttpHeaders.AUTHORIZATION);
		String authorization = authorizations.hasMoreElements() ? authorizations.nextElement() : null;
		if (keys.hasMoreElements() || authorizations.hasMoreElements()) {
			return null;
		}
		return (key == null && authorization == null) ? NOTHING : new Presented(key, authorization);
	}

	/**
	 * How many bytes of memory it takes, about.
	 */
	int weight() {
		return length(this.apiKey) + length(this.authorization) + 256;
	}

	private static int length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	@Override
	public String toString() {
		return "a credential";
	}

}
