package org.partnergateway.partnercenter.channel;

import java.time.Duration;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.failure.Outcome;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reports each fetch to the operator: one line in the log, one measurement, one span
 * around all its requests, and its result for {@link LastFetches}.
 */
public final class ReportingChannel implements Channel<PartnerCenterResponse> {

	/** Name of the observation of a fetch, with {@code report} and {@code outcome}. */
	static final String FETCH = "partnercenter.fetch";

	private static final Logger logger = LoggerFactory.getLogger(ReportingChannel.class);

	private final Channel<PartnerCenterResponse> next;

	private final LastFetches last;

	private final ObservationRegistry observations;

	public ReportingChannel(Channel<PartnerCenterResponse> next, LastFetches last, ObservationRegistry observations) {
		this.next = next;
		this.last = last;
		this.observations = observations;
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			Observation observation = Observation.createNotStarted(FETCH, this.observations)
				.contextualName("fetch " + call.report().label())
				.lowCardinalityKeyValue("report", call.report().label())
				.highCardinalityKeyValues(call.correlation().traced())
				.start();
			return this.next.send(call).doOnNext((response) -> {
				this.last.succeeded();
				logSuccess(call, response, since(start));
				stop(observation, Outcome.OK, response.identity().traced());
			})
				.doOnError((failure) -> failed(call, failure, observation, since(start)))
				// Only the cache's own timeout cancels a fetch.
				.doOnCancel(() -> stop(observation, "upstream-timeout", KeyValues.empty()))
				.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	private void failed(Call call, Throwable failure, Observation observation, Duration took) {
		if (!(failure instanceof PartnerCenterException known)) {
			logger.error("Could not fetch {} in {} ms for a reason that nobody expected", call.query(), took.toMillis(),
					failure);
			observation.error(failure);
			stop(observation, "internal-error", KeyValues.empty());
			return;
		}
		if (known instanceof PartnerCenterException.Answer) {
			this.last.succeeded();
			logger.info("Fetched no {} in {}: {} {} (code {}). {} in {} ms. Partner Center's {}", call.query(),
					call.locale(), Outcome.of(known), known.getMessage(), known.code(), attempts(call), took.toMillis(),
					known.failure().identity());
		}
		else if (known.isUnconsented()) {
			// The log of the start says so, with the address at which to consent.
			this.last.failed(call.report(), known);
			logger.debug("Could not fetch {}: {}", call.query(), known.getMessage());
		}
		else {
			this.last.failed(call.report(), known);
			logger.warn("Could not fetch {}: {} {} (code {}). {} in {} ms. Partner Center's {}", call.query(),
					Outcome.of(known), known.getMessage(), known.code(), attempts(call), took.toMillis(),
					known.failure().identity(), known.getCause());
			observation.error(known);
		}
		stop(observation, Outcome.of(known), known.failure().identity().traced());
	}

	private static void logSuccess(Call call, PartnerCenterResponse response, Duration took) {
		logger.info("Fetched {}: {} bytes. {} in {} ms. Partner Center's {}", call.query(), response.body().length,
				attempts(call), took.toMillis(), response.identity());
	}

	private static String attempts(Call call) {
		int attempts = call.attempts().get();
		return (attempts == 1) ? "1 attempt" : attempts + " attempts";
	}

	private static void stop(Observation observation, String outcome, KeyValues identity) {
		observation.lowCardinalityKeyValue("outcome", outcome).highCardinalityKeyValues(identity).stop();
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
