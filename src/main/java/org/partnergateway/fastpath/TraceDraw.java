package org.partnergateway.fastpath;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Draws which requests are traced, before anything is known of them, so that those that
 * are not need not pay for it. Those that are take the usual path, where spans are made.
 * Whoever calls with a trace of their own has drawn already.
 */
final class TraceDraw {

	private static final String TRACE_PARENT = "traceparent";

	// 00-<trace>-<span>-00 (W3C Trace Context, section 3.2.2).
	private static final int FLAGS = 53;

	// What was drawn for the request that the thread is at.
	private static final ThreadLocal<@Nullable Boolean> drawn = new ThreadLocal<>();

	private final double probability;

	/**
	 * Creates an instance.
	 * @param probability the share of requests that is traced, 0 to 1; zero also if
	 * nobody wants the traces
	 */
	TraceDraw(double probability) {
		this.probability = probability;
	}

	/**
	 * Whether a request is to be traced.
	 */
	boolean isSampled(HttpServletRequest request) {
		String parent = request.getHeader(TRACE_PARENT);
		if (parent != null) {
			return !(parent.length() == FLAGS + 2 && parent.startsWith("00-") && parent.endsWith("-00"));
		}
		if (request.getHeader("b3") != null || request.getHeader("X-B3-TraceId") != null) {
			return true;
		}
		boolean sampled = this.probability > 0 && ThreadLocalRandom.current().nextDouble() < this.probability;
		if (this.probability > 0) {
			drawn.set(sampled);
		}
		return sampled;
	}

	/**
	 * Ends what was drawn with the request that it was drawn for.
	 */
	void forget() {
		if (this.probability > 0) {
			drawn.remove();
		}
	}

	/**
	 * Samples what has been drawn, and leaves the rest to another sampler.
	 */
	static Sampler obeying(Sampler other) {
		return new DrawnSampler(other);
	}

	private record DrawnSampler(Sampler other) implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> links) {
			Boolean sampled = drawn.get();
			if (sampled == null || Span.fromContext(parent).getSpanContext().isValid()) {
				return this.other.shouldSample(parent, traceId, name, kind, attributes, links);
			}
			return sampled ? SamplingResult.recordAndSample() : SamplingResult.drop();
		}

		@Override
		public String getDescription() {
			return "Drawn{" + this.other.getDescription() + "}";
		}

	}

}
