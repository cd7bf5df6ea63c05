package org.partnergateway.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Finds out how a token could not be had.
 */
final class TokenFailures {

	private TokenFailures() {
	}

	static TokenException failureOf(CompletableFuture<AccessToken> future) {
		CompletionException failure = catchThrowableOfType(CompletionException.class, future::join);
		if (failure != null && failure.getCause() instanceof TokenException known) {
			return known;
		}
		throw new AssertionError("no TokenException, but " + failure);
	}

}
