package org.partnergateway.sandbox.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Issues secrets that cannot be guessed, and remembers what each of the newest thousand
 * stands for. Safe for use by any thread.
 *
 * @param <V> what a secret stands for
 */
final class IssuedSecrets<V> {

	private static final int MOST_REMEMBERED = 1_000;

	private static final SecureRandom random = new SecureRandom();

	// In the order in which they were issued.
	private final Map<String, V> meanings = new LinkedHashMap<>();

	synchronized String issue(V meaning) {
		byte[] bytes = new byte[48];
		random.nextBytes(bytes);
		String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		if (this.meanings.size() == MOST_REMEMBERED) {
			this.meanings.remove(this.meanings.keySet().iterator().next());
		}
		this.meanings.put(secret, meaning);
		return secret;
	}

	/**
	 * What a secret stands for.
	 * @return what it stands for; {@code null} if it was not issued here, or is forgotten
	 */
	synchronized @Nullable V find(String secret) {
		return this.meanings.get(secret);
	}

}
