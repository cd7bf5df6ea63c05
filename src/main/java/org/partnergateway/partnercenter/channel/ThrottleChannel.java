package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.time.InstantSource;

import org.partnergateway.http.RetryAfter;
import org.partnergateway.partnercenter.channel.Pauses.Pause;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sends nothing after a 429 until its {@code Retry-After} has passed, since every call
 * counts against the limit. Then it sends one call as a probe, and the others when the
 * answer to that is not a 429. The cache's back-off keeps back new fetches; this channel
 * keeps back attempts of fetches that have already begun. Safe for use by any thread.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/api-throttling-guidance"> API
 * throttling guidance</a>
 */
public final class ThrottleChannel implements Channel<Reply> {

	private static final int TOO_MANY_REQUESTS = 429;

	private final Channel<Reply> next;

	private final Pauses pauses;

	private final InstantSource clock;

	public ThrottleChannel(Channel<Reply> next, Pauses pauses, InstantSource clock) {
		this.next = next;
		this.pauses = pauses;
		this.clock = clock;
	}

	/**
	 * Sends a call, unless Partner Center has asked for a pause.
	 * @return the reply; a {@link PartnerCenterException.Throttled} with the time left if
	 * nothing was sent. It may be repeated after a pause whose length Partner Center
	 * gave, and not after any other
	 */
	@Override
	public Mono<Reply> send(Call call) {
		return Mono.defer(() -> {
			Pause pause = this.pauses.current();
			if (pause == null) {
				return this.next.send(call).doOnNext(this::note);
			}
			Duration left = this.pauses.left(pause);
			if (left.isPositive()) {
				return Mono.error(PartnerCenterException.throttled(left, pause.told() ? Repeat.AS_SAME : Repeat.NEVER));
			}
			Sinks.Empty<Void> own = Sinks.empty();
			Sinks.Empty<Void> other = pause.probe().compareAndExchange(null, own);
			return (other == null) ? probe(call, pause, own) : other.asMono().then(send(call));
		});
	}

	/**
	 * Sends a call as the probe of a pause. If it is not answered, the next call probes.
	 */
	private Mono<Reply> probe(Call call, Pause pause, Sinks.Empty<Void> over) {
		return this.next.send(call).doOnNext((reply) -> {
			note(reply);
			if (reply.status() != TOO_MANY_REQUESTS) {
				this.pauses.end(pause);
			}
		}).doFinally((signal) -> {
			pause.probe().set(null);
			over.tryEmitEmpty();
		});
	}

	private void note(Reply reply) {
		if (reply.status() == TOO_MANY_REQUESTS) {
			this.pauses.throttled(RetryAfter.read(reply.headers(), this.clock.instant()));
		}
	}

}
