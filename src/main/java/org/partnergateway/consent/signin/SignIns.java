package org.partnergateway.consent.signin;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.Authority;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * The sign-ins that have begun and not ended. Each can end once, within an hour. Whoever
 * knows its state has seen the page, so no cookie is needed. Safe for use by any thread.
 */
public final class SignIns {

	static final Duration PATIENCE = Duration.ofHours(1);

	private static final int MOST = 100;

	private static final int RANDOM_BYTES = 32;

	private final StringKeyGenerator random = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(),
			RANDOM_BYTES);

	private final Map<String, SignIn> begun = new LinkedHashMap<>();

	private final Authority authority;

	private final InstantSource clock;

	public SignIns(Authority authority, InstantSource clock) {
		this.authority = authority;
		this.clock = clock;
	}

	/**
	 * Begins a sign-in.
	 * @param redirectUri where the browser is to come back to
	 */
	public SignIn begin(URI redirectUri) {
		String state = random();
		String nonce = random();
		OAuth2AuthorizationRequest.Builder request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(String.valueOf(this.authority.authorizationUri()))
			.clientId(this.authority.clientId())
			.redirectUri(redirectUri.toString())
			.scopes(this.authority.scopes())
			.state(state)
			.additionalParameters((parameters) -> {
				parameters.put(OidcParameterNames.NONCE, nonce);
				parameters.put("prompt", "select_account");
			});
		OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);
		SignIn signIn = new SignIn(request.build(), state, nonce, redirectUri, this.clock.instant());
		add(signIn);
		return signIn;
	}

	/**
	 * Ends a sign-in.
	 * @param state the state that came back with the browser
	 * @return the sign-in; {@code null} if there is none with that state, or it began too
	 * long ago
	 */
	public synchronized @Nullable SignIn end(@Nullable String state) {
		SignIn signIn = (state != null) ? this.begun.remove(state) : null;
		return (signIn != null && this.clock.instant().isBefore(signIn.begunAt().plus(PATIENCE))) ? signIn : null;
	}

	private synchronized void add(SignIn signIn) {
		Instant oldest = this.clock.instant().minus(PATIENCE);
		this.begun.values().removeIf((other) -> other.begunAt().isBefore(oldest));
		if (this.begun.size() >= MOST) {
			this.begun.remove(this.begun.keySet().iterator().next());
		}
		this.begun.put(signIn.state(), signIn);
	}

	/**
	 * A value that cannot be guessed.
	 */
	public String random() {
		return this.random.generateKey();
	}

}
