package org.partnergateway.partnercenter.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.failure.Failure;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.FailureScope;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Leaves Partner Center alone for all reports once half of the last fetches have failed:
 * each report has a back-off of its own, but there may be very many reports. Lets one
 * fetch probe after 1 s, 2 s and so on up to 5 min.
 */
public final class BreakerChannel implements Channel<PartnerCenterResponse> {

	private static final Logger logger = LoggerFactory.getLogger(BreakerChannel.class);

	static final String NAME = "partner-center";

	private static final int WINDOW = 10;

	private static final int FEWEST_FETCHES = 5;

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final double JITTER = 0.5;

	private final AtomicLong probeAt = new AtomicLong();

	private final Channel<PartnerCenterResponse> next;

	private final CircuitBreaker breaker;

	private final Clock clock;

	public BreakerChannel(Channel<PartnerCenterResponse> next, CircuitBreakerRegistry breakers, Clock clock) {
		this.next = next;
		this.clock = clock;
		this.breaker = breakers.circuitBreaker(NAME, config());
		this.breaker.getEventPublisher().onStateTransition((event) -> log(event.getStateTransition()));
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		return Mono.defer(() -> this.next.send(isProbing() ? call.asProbe() : call))
			.transformDeferred(CircuitBreakerOperator.of(this.breaker))
			.onErrorMap(CallNotPermittedException.class, this::refused);
	}

	private static void log(StateTransition transition) {
		switch (transition) {
			case CLOSED_TO_OPEN -> logger.warn("Partner Center is left alone altogether: too many fetches have failed");
			case HALF_OPEN_TO_CLOSED -> logger.info("Partner Center is well again, and asked as usual");
			default -> logger.debug("Partner Center's breaker: {}", transition);
		}
	}

	/**
	 * The state of the breaker. Changes nothing.
	 */
	public BreakerSnapshot snapshot() {
		Duration left = left();
		return switch (this.breaker.getState()) {
			case OPEN, FORCED_OPEN -> left.isPositive() ? new BreakerSnapshot(BreakerSnapshot.State.OPEN, left)
					: new BreakerSnapshot(BreakerSnapshot.State.PROBING, Duration.ZERO);
			case HALF_OPEN -> new BreakerSnapshot(BreakerSnapshot.State.PROBING, Duration.ZERO);
			default -> new BreakerSnapshot(BreakerSnapshot.State.CLOSED, Duration.ZERO);
		};
	}

	private boolean isProbing() {
		return this.breaker.getState() == CircuitBreaker.State.HALF_OPEN;
	}

	private CircuitBreakerConfig config() {
		IntervalFunction interval = IntervalFunction.ofExponentialRandomBackoff(SHORTEST, 2, JITTER, LONGEST);
		return CircuitBreakerConfig.custom()
			.slidingWindowSize(WINDOW)
			.minimumNumberOfCalls(FEWEST_FETCHES)
			.permittedNumberOfCallsInHalfOpenState(1)
			.waitIntervalFunctionInOpenState((attempt) -> {
				Long wait = interval.apply(attempt);
				this.probeAt.set(this.clock.millis() + wait);
				return wait;
			})
			.clock(this.clock)
			.ignoreException((failure) -> !isTrouble(failure))
			.build();
	}

	/**
	 * Whether a failure is a sign that Partner Center does not work. A rejected question
	 * is none, and neither is a failure of the gateway's credentials or a missing token.
	 */
	private static boolean isTrouble(Throwable failure) {
		return switch (failure) {
			case PartnerCenterException known when known.dependsOnCredentials() -> false;
			case PartnerCenterException.Unavailable e -> !ConcurrencyLimitChannel.isCauseOf(e);
			case PartnerCenterException.TimedOut _ -> true;
			case PartnerCenterException.Malformed e -> e.scope() == FailureScope.QUESTION;
			default -> false;
		};
	}

	private PartnerCenterException refused(CallNotPermittedException ex) {
		Duration left = left();
		return new PartnerCenterException.Unavailable(
				Failure.met("Partner Center is being left alone after many failures.", Repeat.NEVER, ex)
					.retryAfter((left.compareTo(SHORTEST) > 0) ? left : SHORTEST));
	}

	private Duration left() {
		return Duration.ofMillis(this.probeAt.get() - this.clock.millis());
	}

}
