package org.partnergateway.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Issues access tokens and knows which of them are valid. Safe for use by any thread.
 */
final class SandboxTokens {

	private static final SecureRandom random = new SecureRandom();

	private final ConcurrentMap<String, Instant> expiries = new ConcurrentHashMap<>();

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

	String issue() {
		Instant now = this.clock.instant();
		this.expiries.values().removeIf((expiry) -> !expiry.isAfter(now));
		String token = random();
		this.expiries.put(token, now.plus(this.lifetime));
		return token;
	}

	boolean isValid(@Nullable String token) {
		Instant expiry = (token != null) ? this.expiries.get(token) : null;
		return expiry != null && expiry.isAfter(this.clock.instant());
	}

	void revoke(@Nullable String token) {
		if (token != null) {
			this.expiries.remove(token);
		}
	}

	void revokeAll() {
		this.expiries.clear();
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

}
