package org.partnergateway.token.request;

import reactor.core.publisher.Mono;

/**
 * Where {@code AccessTokens} gets a new token from.
 */
@FunctionalInterface
public interface TokenSource {

	/**
	 * A request for a new token. Subscribing starts it, and neither blocks nor waits.
	 */
	Mono<IssuedToken> request();

	/**
	 * Notes that what was issued last was refused by those whom it was for.
	 */
	default void refused() {
	}

}
