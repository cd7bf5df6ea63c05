package org.partnergateway.partnercenter.channel;

import java.time.Duration;

import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import reactor.core.publisher.Mono;

/**
 * Bounds the time of one attempt, from the first byte sent to the last received.
 */
public final class AttemptTimeoutChannel implements Channel<Reply> {

	private final Channel<Reply> next;

	private final Duration timeout;

	public AttemptTimeoutChannel(Channel<Reply> next, Duration timeout) {
		this.next = next;
		this.timeout = timeout;
	}

	@Override
	public Mono<Reply> send(Call call) {
		return this.next.send(call).timeout(this.timeout);
	}

}
