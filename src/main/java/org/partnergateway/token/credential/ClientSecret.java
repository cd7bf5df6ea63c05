package org.partnergateway.token.credential;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * A shared secret, sent as {@code client_secret} (RFC 6749, section 2.3.1).
 */
public final class ClientSecret implements ClientAuthentication {

	private final Supplier<String> secret;

	private final List<TokenFile> files;

	private ClientSecret(Supplier<String> secret, List<TokenFile> files) {
		this.secret = secret;
		this.files = files;
	}

	public static ClientSecret of(String value) {
		String secret = line(TokenFile.withoutByteOrderMark(value));
		return new ClientSecret(() -> secret, List.of());
	}

	public static ClientSecret in(TokenFile file) {
		return new ClientSecret(() -> line(file.read()), List.of(file));
	}

	/**
	 * Removes only the end of the line, since a secret may begin or end with a space.
	 */
	private static String line(String text) {
		return text.replaceFirst("[\r\n]+\\z", "");
	}

	@Override
	public List<TokenFile> files() {
		return this.files;
	}

	@Override
	public void check() {
		String _ = this.secret.get();
		this.files.forEach(TokenFile::tellIfOthersMayRead);
	}

	@Override
	public void register(ClientRegistration.Builder registration) {
		registration.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.clientSecret(this.secret.get());
	}

}
