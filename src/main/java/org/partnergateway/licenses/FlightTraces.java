package org.partnergateway.licenses;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.partnergateway.licenses.stored.ReportKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces flights. A flight has a span in the trace of the caller who started it. Every
 * other caller who waits for it has a span in their own trace, with a link to the
 * flight's. Safe for use by any thread.
 */
final class FlightTraces {

	private static final Logger logger = LoggerFactory.getLogger(FlightTraces.class);

	/** Name of the observation, which is used only for its span. */
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
	 * Starts a flight in the trace of the calling thread, or in a new one.
	 * @param key the report that is fetched
	 * @param correlation the ids of the caller who starts it
	 * @param fetch starts the flight
	 * @return the result of the fetch
	 */
	<T> CompletableFuture<T> trace(ReportKey key, Correlation correlation, Supplier<CompletableFuture<T>> fetch) {
		Flight flight = begin(key, correlation);
		if (flight == null) {
			return fetch.get();
		}
		CompletableFuture<T> fetched;
		try {
			fetched = within(flight, fetch);
		}
		catch (RuntimeException | Error ex) {
			end(key, flight, ex);
			throw ex;
		}
		var _ = fetched.whenComplete((value, failure) -> end(key, flight, failure));
		return fetched;
	}

	/**
	 * Begins a span. A failure of the tracing must not make the flight fail.
	 * @return the flight, or {@code null} if it is not traced
	 */
	private @Nullable Flight begin(ReportKey key, Correlation correlation) {
		try {
			Observation observation = Observation.createNotStarted(FLIGHT, this.observations)
				.contextualName("flight " + key.query().report().label())
				.highCardinalityKeyValues(correlation.traced())
				.start();
			Flight flight = new Flight(observation, correlation.requestId(), new AtomicInteger());
			this.inProgress.put(key, flight);
			return flight;
		}
		catch (RuntimeException | Error ex) {
			logger.error("A fetch could not be traced", ex);
			return null;
		}
	}

	/**
	 * Starts a fetch, and restores the current scope of the thread afterwards, whatever a
	 * handler does.
	 */
	private <T> CompletableFuture<T> within(Flight flight, Supplier<CompletableFuture<T>> fetch) {
		Observation.Scope before = this.observations.getCurrentObservationScope();
		AtomicReference<Observation.@Nullable Scope> scope = new AtomicReference<>();
		quietly(() -> scope.set(flight.observation().openScope()));
		try {
			return fetch.get();
		}
		finally {
			Observation.Scope opened = scope.get();
			if (opened != null) {
				quietly(opened::close);
			}
			this.observations.setCurrentObservationScope(before);
		}
	}

	private void end(ReportKey key, Flight flight, @Nullable Throwable failure) {
		this.inProgress.remove(key, flight);
		Observation observation = flight.observation();
		if (failure != null) {
			quietly(() -> observation.error(failure));
		}
		quietly(() -> observation.highCardinalityKeyValue("waiters", String.valueOf(flight.waiters())).stop());
	}

	private static void quietly(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("The trace of a fetch or of a wait is not whole", ex);
		}
	}

	/**
	 * Notes that a caller waits for the flight in progress.
	 * @param key the report that the caller waits for
	 * @param correlation the ids of the caller
	 * @return what to do when the wait is over, or {@code null} if there is nothing to do
	 */
	@Nullable Runnable join(ReportKey key, Correlation correlation) {
		try {
			return joined(key, correlation);
		}
		catch (RuntimeException | Error ex) {
			logger.error("A wait could not be traced", ex);
			return null;
		}
	}

	private @Nullable Runnable joined(ReportKey key, Correlation correlation) {
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
		return () -> quietly(() -> {
			Span.Builder wait = this.tracer.spanBuilder()
				.setParent(parent)
				.name("wait " + key.query().report().label())
				.startTimestamp(start, TimeUnit.MILLISECONDS);
			correlation.traced().forEach((attribute) -> wait.tag(attribute.getKey(), attribute.getValue()));
			Span span = flight.span();
			((span != null) ? wait.addLink(new Link(span)) : wait).start()
				.end(this.clock.millis(), TimeUnit.MILLISECONDS);
		});
	}

	/**
	 * A flight in progress.
	 *
	 * @param observation holds its span
	 * @param leader MS-RequestId of the caller who started it
	 * @param waiters how many callers wait for it
	 */
	private record Flight(Observation observation, String leader, AtomicInteger waiters) {

		@Nullable Span span() {
			TracingContext context = this.observation.getContextView().get(TracingContext.class);
			return (context != null) ? context.getSpan() : null;
		}
	}

}
