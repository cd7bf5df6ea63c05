package org.partnergateway.fastpath;

import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.fastpath.TraceDraw.Draw;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceDraw}.
 */
class TraceDrawTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private final TraceDraw always = new TraceDraw(1);

	private final TraceDraw sometimes = new TraceDraw(0.3);

	// The smallest share but none: what is drawn is no, and is drawn all the same.
	private final TraceDraw hardlyEver = new TraceDraw(Double.MIN_VALUE);

	@Test
	void drawDrawsTheShare() {
		long sampled = IntStream.range(0, 10_000)
			.filter((_) -> this.sometimes.draw(new MockHttpServletRequest()).isSampled())
			.count();
		assertThat(sampled).isBetween(2_600L, 3_400L);
	}

	@Test
	void drawWhenNobodyWantsTracesLeavesItToTheOtherSampler() {
		Draw draw = new TraceDraw(0).draw(new MockHttpServletRequest());
		assertThat(draw.isSampled()).isFalse();
		assertThat(decision(draw, Sampler.alwaysOn())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(decision(draw, Sampler.alwaysOff())).isEqualTo(SamplingDecision.DROP);
	}

	@ParameterizedTest
	@CsvSource({ "traceparent, 00-" + TRACE + "-" + SPAN + "-01, true",
			"traceparent, 00-" + TRACE + "-" + SPAN + "-00, false", "traceparent, nonsense-00, true",
			"traceparent, 01-" + TRACE + "-" + SPAN + "-00, true", "b3, 0, true", "X-B3-TraceId, " + TRACE + ", true" })
	void drawWithTraceOfTheCallerIsForTheCallerToSay(String header, String value, boolean sampled) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(header, value);
		for (TraceDraw traces : List.of(new TraceDraw(0), this.always, this.hardlyEver)) {
			Draw draw = traces.draw(request);
			assertThat(draw.isSampled()).isEqualTo(sampled);
			assertThat(decision(draw, Sampler.alwaysOff())).isEqualTo(SamplingDecision.DROP);
			assertThat(decision(draw, Sampler.alwaysOn())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		}
	}

	@Test
	void samplerObeysWhatWasDrawnUntilTheRequestEnds() {
		Draw yes = this.always.draw(new MockHttpServletRequest());
		assertThat(yes.isSampled()).isTrue();
		assertThat(decision(yes, Sampler.alwaysOff())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(decision(Context.current(), Sampler.alwaysOff())).isEqualTo(SamplingDecision.DROP);
		Draw no = this.hardlyEver.draw(new MockHttpServletRequest());
		assertThat(no.isSampled()).isFalse();
		assertThat(decision(no, Sampler.alwaysOn())).isEqualTo(SamplingDecision.DROP);
		assertThat(decision(Context.current(), Sampler.alwaysOn())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
	}

	@Test
	void samplerBelowAnotherSpanDecidesItself() {
		Context below = this.always.draw(new MockHttpServletRequest())
			.in(Context.current())
			.with(Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault())));
		assertThat(decision(below, Sampler.alwaysOff())).isEqualTo(SamplingDecision.DROP);
	}

	/**
	 * Spring's filter makes the span of a request from what the caller sent.
	 */
	@Test
	void spanOfARequestObeysWhatWasDrawn() {
		assertThat(recorded(this.always, Sampler.alwaysOff())).isTrue();
		assertThat(recorded(this.hardlyEver, Sampler.alwaysOn())).isFalse();
	}

	private static boolean recorded(TraceDraw traces, Sampler other) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(TraceDraw.obeying(other)).build();
				Scope _ = traces.draw(new MockHttpServletRequest()).in(Context.current()).makeCurrent()) {
			OtelPropagator propagator = new OtelPropagator(
					ContextPropagators.create(W3CTraceContextPropagator.getInstance()), provider.get("test"));
			io.micrometer.tracing.Span span = propagator
				.extract(new MockHttpServletRequest(), MockHttpServletRequest::getHeader)
				.start();
			return Boolean.TRUE.equals(span.context().sampled());
		}
	}

	private static SamplingDecision decision(Draw draw, Sampler other) {
		return decision(draw.in(Context.current()), other);
	}

	private static SamplingDecision decision(Context parent, Sampler other) {
		return TraceDraw.obeying(other)
			.shouldSample(parent, TRACE, "http get", SpanKind.SERVER, Attributes.empty(), List.of())
			.getDecision();
	}

}
