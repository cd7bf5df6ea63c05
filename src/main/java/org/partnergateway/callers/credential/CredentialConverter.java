package org.partnergateway.callers.credential;

import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.keys.ApiKeyAuthentication;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds the credential of a request. {@code X-Api-Key} is used if it is present and keys
 * are accepted; otherwise the bearer token of {@code Authorization} (RFC 6750, section
 * 2.1; no other place is read). Clients of Partner Center can send nothing but a bearer
 * token, so it may also be an API key. Where both are accepted, a token in the form of a
 * JWS (RFC 7515, section 7.1) is taken for an access token.
 */
public final class CredentialConverter implements AuthenticationConverter {

	public static final String API_KEY_HEADER = "X-Api-Key";

	private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

	private static final Pattern JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

	private final CallerAuthentication accepted;

	public CredentialConverter(CallerAuthentication accepted) {
		this.accepted = accepted;
	}

	/**
	 * The credential, or {@code null} if there is none.
	 * @throws InvalidBearerTokenException if a header comes twice or is malformed
	 */
	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (this.accepted.acceptsKeys()) {
			String key = single(request, API_KEY_HEADER);
			if (key != null) {
				if (key.isBlank()) {
					throw new InvalidBearerTokenException("an empty API key");
				}
				return ApiKeyAuthentication.presented(key);
			}
		}
		String authorization = single(request, HttpHeaders.AUTHORIZATION);
		return (authorization != null) ? bearer(authorization) : null;
	}

	private Authentication bearer(String authorization) {
		Matcher matcher = BEARER.matcher(authorization);
		if (!matcher.matches()) {
			throw new InvalidBearerTokenException("not a bearer token");
		}
		String token = matcher.group(1);
		boolean isToken = !this.accepted.acceptsKeys()
				|| (this.accepted.acceptsTokens() && JWS.matcher(token).matches());
		return isToken ? new BearerTokenAuthenticationToken(token) : ApiKeyAuthentication.presented(token);
	}

	private static @Nullable String single(HttpServletRequest request, String header) {
		Enumeration<String> values = request.getHeaders(header);
		if (!values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		if (values.hasMoreElements()) {
			throw new InvalidBearerTokenException("more than one credential");
		}
		return value;
	}

}
