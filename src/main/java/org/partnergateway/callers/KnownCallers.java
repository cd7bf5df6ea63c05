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
 * Remembers which credentials were accepted, so that the next request with exactly the
 * same one need not be verified again. Remembers one for at most a minute, never past its
 * expiry, and never past a change of the keys by which it was accepted. Safe for use by
 * any thread.
 */
final class KnownCallers {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final long MOST_BYTES = 8 * 1024 * 1024;

	// The claim of a token that is bound to a key or a certificate (RFC 7800).
	private static final String BOUND = "cnf";

	private final Cache<Presented, Known> known;

	private final IntSupplier generation;

	private final LongSupplier now;

	private final AtomicInteger forgotten = new AtomicInteger();

	/**
	 * Creates an instance that remembers no credential.
	 * @param generation gives another number after any keys have changed
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
	 * A number that changes when the keys have changed, or when every caller was
	 * forgotten.
	 */
	int generation() {
		return this.generation.getAsInt() + this.forgotten.get();
	}

	/**
	 * The caller that a credential belongs to, if it is remembered.
	 * @param presented the credential
	 * @param current the current {@link #generation()}
	 * @return the caller, or {@code null} if the credential has to be verified
	 */
	@Nullable Authentication find(Presented presented, int current) {
		Known decision = this.known.getIfPresent(presented);
		return (decision != null && decision.generation() == current && decision.end() > this.now.getAsLong())
				? decision.caller() : null;
	}

	/**
	 * Notes that a credential was accepted.
	 * @param presented the credential, which is copied
	 * @param seen the {@link #generation()} before it was verified
	 * @param caller the caller that it belongs to, who may read
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
	 * Whether the caller has to prove more than the token.
	 */
	static boolean isBound(Authentication caller) {
		return caller instanceof JwtAuthenticationToken token && token.getToken().hasClaim(BOUND);
	}

	private void put(Presented presented, Known decision) {
		this.known.put(presented.copy(), decision);
	}

	/**
	 * The caller without the token and its claims, which take several kilobytes.
	 */
	private static Authentication brief(JwtAuthenticationToken token) {
		return new PreAuthenticatedAuthenticationToken(token.getName(), "", token.getAuthorities());
	}

	/**
	 * Forgets every caller. A credential that is being verified meanwhile is not
	 * remembered either.
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
	 * @param generation the {@link #generation()} before it was verified
	 * @param end when it expires, in milliseconds since 1970
	 */
	private record Known(Authentication caller, int generation, long end) {
	}

}
