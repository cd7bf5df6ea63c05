package org.partnergateway.callers;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/**
 * Finds out to whom an API key belongs. Whoever has one may read.
 */
final class ApiKeyAuthenticationProvider implements AuthenticationProvider {

	private final ApiKeysFile file;

	ApiKeyAuthenticationProvider(ApiKeysFile file) {
		this.file = file;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String digest = ((ApiKeyAuthentication) authentication).getCredentials();
		String name = (digest != null) ? this.file.keys().name(digest) : null;
		if (name == null) {
			throw new BadCredentialsException("unknown API key");
		}
		return ApiKeyAuthentication.accepted(name, MayRead.GRANTED);
	}

	@Override
	public boolean supports(@Nullable Class<?> authentication) {
		return authentication == ApiKeyAuthentication.class;
	}

}
