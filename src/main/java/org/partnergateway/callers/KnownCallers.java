package org.partnergateway.callers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.credential.Presented;
import org.partnergateway.callers.keys.ApiKeyAuthentication;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Remembers which credentials were accepted, so that the next request with the very same
 * one need not be looked into again: for at most a minute, never past the credential's
 * end, and never past a change of the keys by which it was accepted. Safe for use by any
 * thread.
 */
final class KnownCallers {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final long MOST_BYTES = 8 * 1024 * 1024;

	// Whose confirmation takes more than the token (RFC 7800).
	private static final String BOUND = "cnf";

	private final Cache<Presented, Known> known;

	private final IntSupplier generation;

	private final LongSupplier now;

	private final AtomicInteger forgotten = new AtomicInteger();

	/**
	 * Creates an instance that knows nobody.
	 * @param generation another number whenever keys have changed
	 * @param time elapsed time, by which decisions age
	 * @param now the time of day in milliseconds, by which credentials expire
	 */
	KnownCallers(IntSupplier generation, TimeMeter time, LongSupplier now) {
		this.generation = generation;
		this.now = now;
		this.known = Caffeine.newBuilder()
			.maximumWeight(MOST_BYTES)
			.weigher((Presented presented, Known decision) -> presented.weight())
			.expireAfterWrite(LONGEST)
			.ticker(time::currentTimeNanos)
			.build();
	}

	/**
	 * Another number whenever the keys have changed, or everybody was forgotten.
	 */
	int generation() {
		return this.generation.getAsInt() + this.forgotten.get();
	}

	/**
	 * Who a credential belongs to, if that is remembered.
	 * @param presented the credential
	 * @param current the {@link #generation()} of now
	 * @return the caller, or {@code null} if the credential has to be looked into
	 */
	@Nullable Authentication find(Presented presented, int current) {
		Known decision = this.known.getIfPresent(presented);
		return (decision != null && decision.generation() == current && decision.end() > this.now.getAsLong())
				? decision.caller() : null;
	}

	/**
	 * Notes that a credential was accepted.
	 * @param presented the credential, which is copied
	 * @param seen the {@link #generation()} before it was looked into
	 * @param caller who it belongs to, who may read
	 */
	void remember(Presented presented, int seen, Authentication caller) {
		if (caller instanceof ApiKeyAuthentication) {
			put(presented, new Known(caller, seen, Long.MAX_VALUE));
		}
		else if (caller instanceof JwtAuthenticationToken token) {
			put(presented, new Known(brief(token), seen, end(token.getToken())));
		}
	}

	/**
	 * Whether it takes more than the token to be its caller.
	 */
	static boolean isBound(Authentication caller) {
		return caller instanceof JwtAuthenticationToken token && token.getToken().hasClaim(BOUND);
	}

	private void put(Presented presented, Known decision) {
		this.known.put(presented.copy(), decision);
	}

	/**
	 * Without the token and all that it says, which takes several kilobytes.
	 */
	private static Authentication brief(JwtAuthenticationToken token) {
		return new PreAuthenticatedAuthenticationToken(token.getName(), "", token.getAuthorities());
	}

	/**
	 * Forgets everybody, and does not remember either who is being looked into.
	 */
	void forget() {
		this.forgotten.incrementAndGet();
		this.known.invalidateAll();
	}

	private static long end(Jwt token) {
		Instant end = token.getExpiresAt();
		return (end != null) ? end.toEpochMilli() : Long.MIN_VALUE;
	}

	/**
	 * A credential that was accepted.
	 *
	 * @param caller the caller
	 * @param generation of the keys, by which it was accepted
	 * @param end when it expires, in milliseconds since 1970
	 */
	private record Known(Authentication caller, int generation, long end) {
	}

}
