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
 * Sends nothing at all after a 429 until its {@code Retry-After} has passed, whatever is
 * asked for: every call counts against the limit. Then it sends one call, and the others
 * once that was answered with anything but a 429. The fetches that have failed already
 * keep the next ones back; this keeps back the attempts of those that have not, because
 * they wait for their turn or for a repetition. Safe for use by any thread.
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
	 * @return the reply; a {@link PartnerCenterException.Throttled} with the time that is
	 * left if nothing was sent. The call may wait for the end of a pause that Partner
	 * Center has told, and not for one that it has not
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
	 * A call that is not answered tells nothing, so the next one finds out.
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
