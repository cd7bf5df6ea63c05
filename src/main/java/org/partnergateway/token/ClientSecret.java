package org.partnergateway.token;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * A shared secret, sent as {@code client_secret} (RFC 6749, section 2.3.1).
 */
final class ClientSecret implements ClientAuthentication {

	private final Supplier<String> secret;

	private final List<TokenFile> files;

	private ClientSecret(Supplier<String> secret, List<TokenFile> files) {
		this.secret = secret;
		this.files = files;
	}

	static ClientSecret of(String secret) {
		return new ClientSecret(() -> secret, List.of());
	}

	static ClientSecret in(TokenFile file) {
		// Only the end of the line: a secret may begin or end with a space.
		return new ClientSecret(() -> file.read().replaceFirst("[\r\n]+\\z", ""), List.of(file));
	}

	@Override
	public List<TokenFile> files() {
		return this.files;
	}

	@Override
	public void check() {
		String _ = this.secret.get();
	}

	@Override
	public void register(ClientRegistration.Builder registration) {
		registration.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.clientSecret(this.secret.get());
	}

}
