package org.partnergateway.callers.keys;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * An API key, or the caller that it turned out to belong to. The key itself is in
 * neither.
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
	 * A key that somebody presents.
	 */
	public static ApiKeyAuthentication presented(String key) {
		return new ApiKeyAuthentication(ApiKeys.digest(key), "", List.of());
	}

	/**
	 * A caller whose key is known.
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
