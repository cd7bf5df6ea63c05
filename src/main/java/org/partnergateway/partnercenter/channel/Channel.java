package org.partnergateway.partnercenter.channel;

import org.partnergateway.partnercenter.exchange.Call;
import reactor.core.publisher.Mono;

/**
 * Sends calls. Each implementation has one concern and passes calls on to the next one.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Channel<R> {

	/**
	 * Sends a call, when the result is subscribed to.
	 */
	Mono<R> send(Call call);

}
