package org.partnergateway.token.request;

import reactor.core.publisher.Mono;

/**
 * The source from which {@code AccessTokens} gets a new token.
 */
@FunctionalInterface
public interface TokenSource {

	/**
	 * Requests a new token. Subscribing starts the request and does not block.
	 */
	Mono<IssuedToken> request();

	/**
	 * Notes that Partner Center refused the token that was issued last.
	 */
	default void refused() {
	}

}
