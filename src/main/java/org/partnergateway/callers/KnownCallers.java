package org.partnergateway.callers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Remembers whom Spring Security has let pass, so that the next request with the very
 * same credential need not be looked into again. It decides nothing: what it has not seen
 * accepted, what was accepted longer than a minute ago, what has expired or was accepted
 * before the keys last changed, and whoever is at the end of a limit, it leaves to Spring
 * Security. Safe for use by any thread.
 */
public final class KnownCallers {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final long MOST_BYTES = 8 * 1024 * 1024;

	private static final String CANDIDATE = KnownCallers.class.getName();

	// Whose confirmation takes more than the token (RFC 7800).
	private static final String BOUND = "cnf";

	private final SecurityHeaders headers = new SecurityHeaders();

	private final Cache<Presented, Known> known;

	private final CallerLimits limits;

	private final IntSupplier generation;

	private final LongSupplier now;

	private final AtomicInteger forgotten = new AtomicInteger();

	/**
	 * Creates an instance that knows nobody.
	 * @param limits what callers may use up
	 * @param generation another number whenever keys have changed
	 * @param time elapsed time, by which decisions age
	 * @param now the time of day in milliseconds, by which credentials expire
	 */
	KnownCallers(CallerLimits limits, IntSupplier generation, TimeMeter time, LongSupplier now) {
		this.limits = limits;
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
	 * Lets a request pass, if there is nothing to decide, and takes it from what its
	 * caller has left.
	 * @param request the request
	 * @return the right to be answered, or {@code null} if that is for Spring Security to
	 * say, in which case nothing has been taken
	 */
	public @Nullable Admission admit(Request request) {
		if (!this.limits.authenticated()) {
			return this.limits.counted() ? admission(RemoteAddress.site(request))
					: new Admission(this.headers, "", null);
		}
		Presented presented = Presented.of(request);
		if (presented == null) {
			return null;
		}
		// Before the keys are used: a decision by older ones must not pass for a new one.
		int current = this.generation.getAsInt() + this.forgotten.get();
		Known decision = this.known.getIfPresent(presented);
		if (decision == null || decision.generation() != current || decision.end() <= this.now.getAsLong()) {
			request.setAttribute(CANDIDATE, new Candidate(presented.copy(), current));
			return null;
		}
		return admission(decision.caller());
	}

	/**
	 * Forgets everybody, and does not remember either who is being looked into.
	 */
	void forget() {
		this.forgotten.incrementAndGet();
		this.known.invalidateAll();
	}

	private @Nullable Admission admission(String caller) {
		Permit permit = this.limits.requests().takeIfAny(caller);
		return (permit != null) ? new Admission(this.headers, caller, permit) : null;
	}

	/**
	 * Notes that a caller has been let pass.
	 * @param request the request, as it came to {@link #admit}
	 * @param caller who it turned out to be, with every right that it takes
	 */
	void remember(HttpServletRequest request, Authentication caller) {
		if (!(request.getAttribute(CANDIDATE) instanceof Candidate(Presented presented, int seen))) {
			return;
		}
		if (caller instanceof ApiKeyAuthentication) {
			this.known.put(presented, new Known(caller.getName(), seen, Long.MAX_VALUE));
		}
		else if (caller instanceof JwtAuthenticationToken token && !token.getToken().hasClaim(BOUND)) {
			this.known.put(presented, new Known(caller.getName(), seen, end(token.getToken())));
		}
	}

	private static long end(Jwt token) {
		Instant end = token.getExpiresAt();
		return (end != null) ? end.toEpochMilli() : Long.MIN_VALUE;
	}

	/**
	 * A credential that Spring Security is about to look into.
	 *
	 * @param presented the credential
	 * @param generation of the keys, before it looked
	 */
	private record Candidate(Presented presented, int generation) {
	}

	/**
	 * A credential that was accepted.
	 *
	 * @param caller the name of the caller
	 * @param generation of the keys, by which it was accepted
	 * @param end when it expires, in milliseconds since 1970
	 */
	private record Known(String caller, int generation, long end) {
	}

}
