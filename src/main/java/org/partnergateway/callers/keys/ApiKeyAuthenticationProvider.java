package org.partnergateway.callers.keys;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Finds the caller that an API key belongs to.
 */
public final class ApiKeyAuthenticationProvider implements AuthenticationProvider {

	private final ApiKeysFile file;

	private final List<GrantedAuthority> granted;

	/**
	 * Creates a provider.
	 * @param file the callers and their keys
	 * @param granted the authorities of a caller with a key
	 */
	public ApiKeyAuthenticationProvider(ApiKeysFile file, List<GrantedAuthority> granted) {
		this.file = file;
		this.granted = granted;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String digest = ((ApiKeyAuthentication) authentication).getCredentials();
		String name = (digest != null) ? this.file.keys().name(digest) : null;
		if (name == null) {
			throw new BadCredentialsException("unknown API key");
		}
		return ApiKeyAuthentication.accepted(name, this.granted);
	}

	@Override
	public boolean supports(@Nullable Class<?> authentication) {
		return authentication == ApiKeyAuthentication.class;
	}

}
