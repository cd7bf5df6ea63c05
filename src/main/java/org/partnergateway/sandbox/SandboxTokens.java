package org.partnergateway.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.signin.SandboxUser;

/**
 * Issues access tokens and knows which of them are valid, and of which user they are.
 * Safe for use by any thread.
 */
final class SandboxTokens {

	private static final SecureRandom random = new SecureRandom();

	private final ConcurrentMap<String, Issued> issued = new ConcurrentHashMap<>();

	private final Duration lifetime;

	private final InstantSource clock;

	SandboxTokens(Duration lifetime, InstantSource clock) {
		this.lifetime = lifetime;
		this.clock = clock;
	}

	/**
	 * How long a token is valid.
	 */
	Duration lifetime() {
		return this.lifetime;
	}

	/**
	 * Issues an opaque token, which is of no user in particular.
	 */
	String issue() {
		String token = random();
		add(token, null);
		return token;
	}

	/**
	 * Makes a user's token valid.
	 */
	void add(String token, @Nullable SandboxUser user) {
		Instant now = this.clock.instant();
		this.issued.values().removeIf((other) -> !other.expiry().isAfter(now));
		this.issued.put(token, new Issued(now.plus(this.lifetime), user));
	}

	boolean isValid(@Nullable String token) {
		Issued found = find(token);
		return found != null && found.expiry().isAfter(this.clock.instant());
	}

	/**
	 * Whose token it is.
	 * @return the user; {@code null} if the token is opaque or unknown
	 */
	@Nullable SandboxUser user(@Nullable String token) {
		Issued found = find(token);
		return (found != null) ? found.user() : null;
	}

	private @Nullable Issued find(@Nullable String token) {
		return (token != null) ? this.issued.get(token) : null;
	}

	void revoke(@Nullable String token) {
		if (token != null) {
			this.issued.remove(token);
		}
	}

	void revokeAll() {
		this.issued.clear();
	}

	/**
	 * An opaque value that cannot be guessed.
	 */
	static String random() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(48));
	}

	static byte[] randomBytes(int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	private record Issued(Instant expiry, @Nullable SandboxUser user) {
	}

}
