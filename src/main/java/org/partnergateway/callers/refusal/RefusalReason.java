package org.partnergateway.callers.refusal;

import java.util.stream.Collectors;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * The reason of a refusal, for the operator. Repeats nothing of a credential.
 */
final class RefusalReason {

	static final String NO_CREDENTIAL = "no credential";

	private RefusalReason() {
	}

	static String of(AuthenticationException cause) {
		return switch (cause) {
			case InsufficientAuthenticationException _ -> NO_CREDENTIAL;
			case BadCredentialsException _ -> "unknown API key";
			default -> switch (cause.getCause()) {
				case JwtValidationException invalid -> "invalid token: " + invalid.getErrors()
					.stream()
					.map(OAuth2Error::getDescription)
					.collect(Collectors.joining(", "));
				case JwtException _ ->
					"invalid token: malformed, of an issuer that is not trusted, or not signed by a key of its issuer";
				case null, default -> "malformed credential";
			};
		};
	}

}
