package org.partnergateway.partnercenter;

import java.time.Duration;

import reactor.core.publisher.Mono;

/**
 * Bounds one attempt, from the first byte sent to the last received.
 */
final class AttemptTimeoutChannel implements Channel<Reply> {

	private final Channel<Reply> next;

	private final Duration timeout;

	AttemptTimeoutChannel(Channel<Reply> next, Duration timeout) {
		this.next = next;
		this.timeout = timeout;
	}

	@Override
	public Mono<Reply> send(Call call) {
		return this.next.send(call).timeout(this.timeout);
	}

}
