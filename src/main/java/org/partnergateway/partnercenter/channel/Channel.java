package org.partnergateway.partnercenter.channel;

import org.partnergateway.partnercenter.exchange.Call;
import reactor.core.publisher.Mono;

/**
 * Where a call is sent. Each implementation has one concern and hands the rest to the
 * next.
 *
 * @param <R> what comes back
 */
@FunctionalInterface
public interface Channel<R> {

	/**
	 * Sends a call, once subscribed to.
	 */
	Mono<R> send(Call call);

}
