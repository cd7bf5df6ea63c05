package org.partnergateway.fastpath;

import java.util.List;
import java.util.stream.IntStream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

	@AfterEach
	void forget() {
		this.always.forget();
	}

	@Test
	void isSampledDrawsTheShare() {
		long sampled = IntStream.range(0, 10_000)
			.filter((_) -> this.sometimes.isSampled(new MockHttpServletRequest()))
			.count();
		assertThat(sampled).isBetween(2_600L, 3_400L);
	}

	@Test
	void isSampledWhenNobodyWantsTracesIsFalse() {
		TraceDraw never = new TraceDraw(0);
		assertThat(never.isSampled(new MockHttpServletRequest())).isFalse();
		assertThat(decision(Sampler.alwaysOn(), Context.root())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
	}

	@ParameterizedTest
	@CsvSource({ "traceparent, 00-" + TRACE + "-" + SPAN + "-01, true",
			"traceparent, 00-" + TRACE + "-" + SPAN + "-00, false", "traceparent, nonsense-00, true",
			"traceparent, 01-" + TRACE + "-" + SPAN + "-00, true", "b3, 0, true", "X-B3-TraceId, " + TRACE + ", true" })
	void isSampledWithTraceOfTheCallerIsForTheCallerToSay(String header, String value, boolean sampled) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(header, value);
		assertThat(new TraceDraw(0).isSampled(request)).isEqualTo(sampled);
		assertThat(this.always.isSampled(request)).isEqualTo(sampled);
		assertThat(decision(Sampler.alwaysOff(), Context.root())).as("nothing was drawn")
			.isEqualTo(SamplingDecision.DROP);
	}

	@Test
	void samplerObeysWhatWasDrawn() {
		assertThat(this.always.isSampled(new MockHttpServletRequest())).isTrue();
		assertThat(decision(Sampler.alwaysOff(), Context.root())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(this.hardlyEver.isSampled(new MockHttpServletRequest())).isFalse();
		assertThat(decision(Sampler.alwaysOn(), Context.root())).isEqualTo(SamplingDecision.DROP);
	}

	@Test
	void samplerWhenForgottenOrBelowAnotherSpanDecidesItself() {
		this.always.isSampled(new MockHttpServletRequest());
		Context parent = Context.root()
			.with(Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault())));
		assertThat(decision(Sampler.alwaysOff(), parent)).isEqualTo(SamplingDecision.DROP);
		this.always.forget();
		assertThat(decision(Sampler.alwaysOff(), Context.root())).isEqualTo(SamplingDecision.DROP);
		assertThat(decision(Sampler.alwaysOn(), Context.root())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
	}

	private static SamplingDecision decision(Sampler other, Context parent) {
		return TraceDraw.obeying(other)
			.shouldSample(parent, TRACE, "http get", SpanKind.SERVER, Attributes.empty(), List.of())
			.getDecision();
	}

}
