package org.partnergateway.licenses;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;

/**
 * The traces of flights. A flight has a span in the trace of whoever started it; whoever
 * else waits for it has one in a trace of their own, with a link to the former. Safe for
 * use by any thread.
 */
final class FlightTraces {

	/** Name of the observation, of which nothing but the span is of use. */
	private static final String FLIGHT = "reports.flight";

	private final ConcurrentMap<ReportKey, Flight> inProgress = new ConcurrentHashMap<>();

	private final ObservationRegistry observations;

	private final Tracer tracer;

	private final InstantSource clock;

	FlightTraces(ObservationRegistry observations, Tracer tracer, InstantSource clock) {
		this.observations = observations;
		this.tracer = tracer;
		this.clock = clock;
	}

	/**
	 * Puts a flight into the trace of the calling thread, or into one of its own.
	 * @param key what is fetched
	 * @param correlation on whose behalf
	 * @param fetch starts the flight
	 * @return what the fetch gave
	 */
	<T> CompletableFuture<T> trace(ReportKey key, Correlation correlation, Supplier<CompletableFuture<T>> fetch) {
		Observation observation = Observation.createNotStarted(FLIGHT, this.observations)
			.contextualName("flight " + key.query().report().label())
			.highCardinalityKeyValues(correlation.traced())
			.start();
		Flight flight = new Flight(observation, correlation.requestId(), new AtomicInteger());
		this.inProgress.put(key, flight);
		CompletableFuture<T> fetched;
		try (Observation.Scope _ = observation.openScope()) {
			fetched = fetch.get();
		}
		catch (RuntimeException | Error ex) {
			end(key, flight, ex);
			throw ex;
		}
		var _ = fetched.whenComplete((value, failure) -> end(key, flight, failure));
		return fetched;
	}

	private void end(ReportKey key, Flight flight, @Nullable Throwable failure) {
		this.inProgress.remove(key, flight);
		Observation observation = flight.observation();
		if (failure != null) {
			observation.error(failure);
		}
		observation.highCardinalityKeyValue("waiters", String.valueOf(flight.waiters())).stop();
	}

	/**
	 * Notes that a caller waits for the flight in progress.
	 * @param key what the caller waits for
	 * @param correlation who the caller is
	 * @return what to do when the wait is over, or {@code null} if there is nothing to do
	 */
	@Nullable Runnable join(ReportKey key, Correlation correlation) {
		Flight flight = this.inProgress.get(key);
		if (flight == null) {
			return null;
		}
		flight.waiters().incrementAndGet();
		Span caller = this.tracer.currentSpan();
		if (caller == null || !Boolean.TRUE.equals(caller.context().sampled())
				|| flight.leader().equals(correlation.requestId())) {
			return null;
		}
		TraceContext parent = caller.context();
		long start = this.clock.millis();
		return () -> {
			Span.Builder wait = this.tracer.spanBuilder()
				.setParent(parent)
				.name("wait " + key.query().report().label())
				.startTimestamp(start, TimeUnit.MILLISECONDS);
			correlation.traced().forEach((attribute) -> wait.tag(attribute.getKey(), attribute.getValue()));
			Span span = flight.span();
			((span != null) ? wait.addLink(new Link(span)) : wait).start()
				.end(this.clock.millis(), TimeUnit.MILLISECONDS);
		};
	}

	/**
	 * A flight in progress.
	 *
	 * @param observation what has its span
	 * @param leader MS-RequestId of whoever started it
	 * @param waiters how many callers wait for it
	 */
	private record Flight(Observation observation, String leader, AtomicInteger waiters) {

		@Nullable Span span() {
			TracingContext context = this.observation.getContextView().get(TracingContext.class);
			return (context != null) ? context.getSpan() : null;
		}
	}

}
