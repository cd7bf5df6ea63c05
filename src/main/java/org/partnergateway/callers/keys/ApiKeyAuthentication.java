package org.partnergateway.callers.keys;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * An API key that was presented, or the caller that it belongs to. Never holds the key
 * itself, only its digest.
 */
public final class ApiKeyAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final @Nullable String digest;

	private final String caller;

	private ApiKeyAuthentication(@Nullable String digest, String caller,
			Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.digest = digest;
		this.caller = caller;
	}

	/**
	 * Creates the authentication of a key that is not verified yet.
	 */
	public static ApiKeyAuthentication presented(String key) {
		return new ApiKeyAuthentication(ApiKeys.digest(key), "", List.of());
	}

	/**
	 * Creates the authentication of a caller whose key is known.
	 */
	static ApiKeyAuthentication accepted(String name, Collection<? extends GrantedAuthority> authorities) {
		ApiKeyAuthentication accepted = new ApiKeyAuthentication(null, "api-key:" + name, authorities);
		accepted.setAuthenticated(true);
		return accepted;
	}

	@Override
	public @Nullable String getCredentials() {
		return this.digest;
	}

	@Override
	public String getPrincipal() {
		return this.caller;
	}

}
