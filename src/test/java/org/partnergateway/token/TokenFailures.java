package org.partnergateway.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.partnergateway.token.request.TokenErrors;
import org.partnergateway.token.request.TokenException.Kind;
import org.partnergateway.token.request.TokenException;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Failures to obtain a token: how one came about, and one of each kind.
 */
public final class TokenFailures {

	private TokenFailures() {
	}

	/**
	 * A failure as this package tells it.
	 */
	public static TokenException of(Kind kind) {
		return switch (kind) {
			case REFUSED -> TokenException.refused(400, "invalid_grant", null);
			case REFUSED_BY_PARTNER_CENTER -> TokenException.rejected("It was refused.", "Consent again.");
			case THROTTLED -> TokenException.throttled(429, Duration.ofSeconds(57));
			case UNAVAILABLE -> TokenException.unavailable(503, Duration.ofSeconds(58));
			case TIMED_OUT -> TokenException.timedOut(new IllegalStateException("10.0.0.1"));
			case MALFORMED -> TokenException.malformed("the page of 10.0.0.1");
			case LOCAL -> TokenException.local("/run/secrets/x is empty", "Put the content there.");
			case UNCONSENTED -> TokenException.unconsented("Consent.");
		};
	}

	/**
	 * What becomes of anything else.
	 */
	public static TokenException of(Throwable failure) {
		return TokenErrors.translate(failure);
	}

	/**
	 * Has a token that is in use replaced.
	 */
	public static void discard(AccessTokens tokens, AccessToken token) {
		tokens.accepted(token);
		tokens.refused(token, new TokenRefusal("It was refused.", "Ask for another.", true));
	}

	public static TokenException failureOf(CompletableFuture<AccessToken> future) {
		CompletionException failure = catchThrowableOfType(CompletionException.class, future::join);
		if (failure != null && failure.getCause() instanceof TokenException known) {
			return known;
		}
		throw new AssertionError("no TokenException, but " + failure);
	}

}
