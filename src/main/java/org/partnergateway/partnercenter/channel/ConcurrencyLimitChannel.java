package org.partnergateway.partnercenter.channel;

import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.failure.Failure;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolBuilder;

/**
 * Limits the number of concurrent calls. Others wait, without a thread, as long as the
 * deadline allows. If too many wait, further calls fail at once.
 */
public final class ConcurrencyLimitChannel implements Channel<PartnerCenterResponse> {

	private final Channel<PartnerCenterResponse> next;

	private final InstrumentedPool<Permit> permits;

	public ConcurrencyLimitChannel(Channel<PartnerCenterResponse> next, int mostCalls, int mostWaiting) {
		this.next = next;
		this.permits = PoolBuilder.from(Mono.fromSupplier(Permit::new))
			.sizeBetween(0, mostCalls)
			.maxPendingAcquire(mostWaiting)
			.buildPool();
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		return this.permits.withPoolable((permit) -> this.next.send(call))
			.single()
			.onErrorMap(PoolAcquirePendingLimitException.class, (ex) -> new PartnerCenterException.Unavailable(
					Failure.met("Too many calls to Partner Center are waiting for their turn.", Repeat.NEVER, ex)));
	}

	/**
	 * Whether this channel caused a failure, which then says nothing about Partner
	 * Center.
	 */
	static boolean isCauseOf(Throwable failure) {
		return failure.getCause() instanceof PoolAcquirePendingLimitException;
	}

	private static final class Permit {

	}

}
