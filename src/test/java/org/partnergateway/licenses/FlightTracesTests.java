package org.partnergateway.licenses;

import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FlightTraces} with handlers of spans that fail.
 */
class FlightTracesTests {

	private static final ReportKey KEY = new ReportKey(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US");

	private static final Correlation CORRELATION = Correlation.generated("en-US");

	@ParameterizedTest
	@EnumSource
	void traceWhenAHandlerFailsStillFetches(When when) {
		FlightTraces traces = traces(when);
		CompletableFuture<String> fetch = new CompletableFuture<>();
		CompletableFuture<String> traced = traces.trace(KEY, CORRELATION, () -> fetch);
		fetch.complete("report");
		assertThat(traced.resultNow()).isEqualTo("report");
		assertThat(traces.join(KEY, CORRELATION)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void traceWhenAHandlerFailsLeavesTheThreadAsItWas(When when) {
		ObservationRegistry observations = observations(when);
		FlightTraces traces = new FlightTraces(observations, Tracer.NOOP, InstantSource.system());
		var _ = traces.trace(KEY, CORRELATION, () -> CompletableFuture.completedFuture("report"));
		assertThat(observations.getCurrentObservationScope()).isNull();
	}

	@Test
	void traceWhenTheFetchFailsTellsThatFailureAndForgetsTheFlight() {
		FlightTraces traces = traces(When.STOPPED);
		assertThatIllegalStateException().isThrownBy(() -> traces.trace(KEY, CORRELATION, () -> {
			throw new IllegalStateException("no fetch");
		})).withMessage("no fetch");
		CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("failed"));
		assertThat(traces.<String>trace(KEY, CORRELATION, () -> failed).exceptionNow()).hasMessage("failed");
	}

	@Test
	void joinWhenTheTracerFailsIsUntraced() {
		Tracer failing = (Tracer) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Tracer.class },
				(proxy, method, arguments) -> {
					throw new IllegalStateException("no tracer");
				});
		FlightTraces traces = new FlightTraces(ObservationRegistry.NOOP, failing, InstantSource.system());
		CompletableFuture<String> fetch = new CompletableFuture<>();
		var _ = traces.trace(KEY, CORRELATION, () -> fetch);
		assertThat(traces.join(KEY, CORRELATION)).isNull();
	}

	private static FlightTraces traces(When when) {
		return new FlightTraces(observations(when), Tracer.NOOP, InstantSource.system());
	}

	private static ObservationRegistry observations(When when) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new Failing(when));
		return observations;
	}

	enum When {

		STARTED, SCOPE_OPENED, SCOPE_CLOSED, STOPPED

	}

	private record Failing(When when) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			failIf(When.STARTED);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			failIf(When.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			failIf(When.SCOPE_CLOSED);
		}

		@Override
		public void onStop(Observation.Context context) {
			failIf(When.STOPPED);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void failIf(When now) {
			if (now == this.when) {
				throw new IllegalStateException("no span");
			}
		}

	}

}
