package org.partnergateway.partnercenter;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bounds a call, with everything that it takes.
 */
final class DeadlineChannel implements Channel<PartnerCenterResponse> {

	private final Channel<PartnerCenterResponse> next;

	private final Duration deadline;

	private final Scheduler scheduler;

	DeadlineChannel(Channel<PartnerCenterResponse> next, Duration deadline, Scheduler scheduler) {
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
