package org.partnergateway.partnercenter;

import reactor.core.publisher.Mono;

/**
 * Where a call is sent. Each implementation has one concern and hands the rest to the
 * next.
 *
 * @param <R> what comes back
 */
@FunctionalInterface
interface Channel<R> {

	/**
	 * Sends a call, once subscribed to.
	 */
	Mono<R> send(Call call);

}
