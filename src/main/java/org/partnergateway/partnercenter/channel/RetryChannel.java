package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Repeats attempts that may succeed later: three in all, as long as the deadline allows,
 * but one for a probe. The failure's {@link Repeat} decides whether the next attempt
 * keeps its MS-RequestId.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/api-throttling-guidance"> API
 * throttling guidance</a>
 */
public final class RetryChannel implements Channel<PartnerCenterResponse> {

	private static final int MOST_ATTEMPTS = 3;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

	private final Channel<PartnerCenterResponse> next;

	private final Duration deadline;

	private final Scheduler scheduler;

	private final DoubleSupplier random;

	public RetryChannel(Channel<PartnerCenterResponse> next, Duration deadline, Scheduler scheduler,
			DoubleSupplier random) {
		this.next = next;
		this.deadline = deadline;
		this.scheduler = scheduler;
		this.random = random;
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		return Mono.defer(() -> attempt(call, 1, now().plus(this.deadline)));
	}

	private Mono<PartnerCenterResponse> attempt(Call call, int number, Duration end) {
		return this.next.send(call).onErrorResume(PartnerCenterException.class, (failure) -> {
			Repeat repeat = failure.failure().repeat();
			Duration pause = pause(failure.retryAfter(), number);
			int most = call.probe() ? 1 : MOST_ATTEMPTS;
			if (repeat == Repeat.NEVER || number == most || now().plus(pause).compareTo(end) >= 0) {
				return Mono.error(failure);
			}
			Call again = (repeat == Repeat.AS_SAME) ? call : call.asNew();
			return Mono.delay(pause, this.scheduler).flatMap((tick) -> attempt(again, number + 1, end));
		});
	}

	private Duration pause(@Nullable Duration asked, int number) {
		if (asked != null) {
			return asked;
		}
		Duration longest = FIRST_PAUSE.multipliedBy(1L << (number - 1));
		return Duration.ofMillis(Math.round(longest.toMillis() * (0.5 + this.random.getAsDouble() / 2)));
	}

	private Duration now() {
		return Duration.ofMillis(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

}
