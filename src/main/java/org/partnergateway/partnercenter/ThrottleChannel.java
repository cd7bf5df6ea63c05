package org.partnergateway.partnercenter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.Failure.Repeat;
import reactor.core.publisher.Mono;

/**
 * Sends nothing at all after a 429 until its {@code Retry-After} has passed, whatever is
 * asked for: every call counts against the limit. The fetches that have failed already
 * keep the next ones back; this keeps back the attempts of those that have not, because
 * they wait for their turn or for a repetition. Safe for use by any thread.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/api-throttling-guidance"> API
 * throttling guidance</a>
 */
final class ThrottleChannel implements Channel<Reply> {

	private static final int TOO_MANY_REQUESTS = 429;

	// Where Partner Center does not say.
	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

	private final Channel<Reply> next;

	private final InstantSource clock;

	ThrottleChannel(Channel<Reply> next, InstantSource clock) {
		this.next = next;
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
			Pause now = this.pause.get();
			Duration left = (now != null) ? Duration.between(this.clock.instant(), now.end()) : Duration.ZERO;
			if (now != null && left.isPositive()) {
				return Mono.error(PartnerCenterException.throttled(left, now.told() ? Repeat.AS_SAME : Repeat.NEVER));
			}
			return this.next.send(call).doOnNext(this::note);
		});
	}

	private void note(Reply reply) {
		if (reply.status() == TOO_MANY_REQUESTS) {
			Instant now = this.clock.instant();
			Duration asked = RetryAfter.read(reply.headers(), now);
			Pause told = new Pause(now.plus((asked != null) ? asked : SHORTEST), asked != null);
			this.pause.accumulateAndGet(told,
					(before, after) -> (before != null && before.end().isAfter(told.end())) ? before : after);
		}
	}

	/**
	 * A time in which nothing is sent.
	 *
	 * @param end when it ends
	 * @param told whether Partner Center said so
	 */
	private record Pause(Instant end, boolean told) {
	}

}
