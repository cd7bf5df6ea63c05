package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bounds the time of a whole call.
 */
public final class DeadlineChannel implements Channel<PartnerCenterResponse> {

	private final Channel<PartnerCenterResponse> next;

	private final Duration deadline;

	private final Scheduler scheduler;

	public DeadlineChannel(Channel<PartnerCenterResponse> next, Duration deadline, Scheduler scheduler) {
		this.next = next;
		this.deadline = deadline;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		return this.next.send(call)
			.timeout(this.deadline, Mono.error(() -> PartnerCenterException.timedOut(new TimeoutException())),
					this.scheduler);
	}

}
