package org.partnergateway.token.request;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.partnergateway.token.request.TokenException.Kind;
import reactor.core.publisher.Mono;

/**
 * Counts renewals by outcome, and observes each: a timer, and a span around its requests.
 */
public final class ObservedSource implements TokenSource {

	/** Counter of renewals, by {@code outcome}. */
	static final String RENEWALS = "partnercenter.token.renewals";

	/** Name of the observation of a renewal. */
	static final String REQUEST = "partnercenter.token.request";

	private static final String OUTCOME = "outcome";

	private final Map<Kind, Counter> failed = new EnumMap<>(Kind.class);

	private final Counter succeeded;

	private final TokenSource source;

	private final ObservationRegistry observations;

	public ObservedSource(TokenSource source, MeterRegistry meters, ObservationRegistry observations) {
		this.source = source;
		this.observations = observations;
		// All are registered at once, so that an outcome that never happened is zero and
		// not absent.
		this.succeeded = renewals("ok", meters);
		for (Kind kind : Kind.values()) {
			this.failed.put(kind, renewals(label(kind), meters));
		}
	}

	@Override
	public Mono<IssuedToken> request() {
		return Mono.defer(() -> {
			Observation observation = Observation.start(REQUEST, this.observations);
			return Mono.defer(this.source::request).doOnSuccess((issued) -> {
				if (issued != null) {
					this.succeeded.increment();
				}
				observation.stop();
			}).doOnError((failure) -> {
				TokenException known = TokenErrors.translate(failure);
				count(known.kind());
				observation.error(known).stop();
			}).doOnCancel(() -> {
				count(Kind.TIMED_OUT);
				observation.stop();
			}).contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	@Override
	public void refused() {
		count(Kind.REFUSED_BY_PARTNER_CENTER);
	}

	private void count(Kind kind) {
		Counter counter = this.failed.get(kind);
		if (counter != null) {
			counter.increment();
		}
	}

	private static Counter renewals(String outcome, MeterRegistry meters) {
		return Counter.builder(RENEWALS)
			.description("Access tokens asked for, by how that ended")
			.tag(OUTCOME, outcome)
			.register(meters);
	}

	private static String label(Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
