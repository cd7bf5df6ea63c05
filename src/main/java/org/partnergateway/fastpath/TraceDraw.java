package org.partnergateway.fastpath;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Draws at random which requests are traced, before anything else is known of them, so
 * that the others do not pay for it. Traced requests take the usual path, where spans are
 * made. A caller with a trace of their own has already decided.
 */
final class TraceDraw {

	private static final String TRACE_PARENT = "traceparent";

	// 00-<trace>-<span>-00 (W3C Trace Context, section 3.2.2).
	private static final int FLAGS = 53;

	private static final ContextKey<Boolean> DRAWN = ContextKey.named("drawn");

	private final double probability;

	/**
	 * Creates an instance.
	 * @param probability the share of requests that is traced, 0 to 1; zero also if
	 * nothing exports traces
	 */
	TraceDraw(double probability) {
		this.probability = probability;
	}

	/**
	 * Decides whether a request is to be traced.
	 * @param request the request
	 * @return the decision, of the caller or drawn here
	 */
	Draw draw(HttpServletRequest request) {
		String parent = request.getHeader(TRACE_PARENT);
		if (parent != null) {
			boolean dropped = parent.length() == FLAGS + 2 && parent.startsWith("00-") && parent.endsWith("-00");
			return dropped ? Draw.DROPPED_BY_CALLER : Draw.SAMPLED_BY_CALLER;
		}
		if (request.getHeader("b3") != null || request.getHeader("X-B3-TraceId") != null) {
			return Draw.SAMPLED_BY_CALLER;
		}
		if (this.probability <= 0) {
			return Draw.UNWANTED;
		}
		return (ThreadLocalRandom.current().nextDouble() < this.probability) ? Draw.SAMPLED : Draw.DROPPED;
	}

	/**
	 * Obeys what has been drawn, and leaves everything else to another sampler.
	 */
	static Sampler obeying(Sampler other) {
		return new DrawnSampler(other);
	}

	/**
	 * Whether a request is traced, and who has decided that.
	 */
	enum Draw {

		/** Traced, as drawn here. */
		SAMPLED(true, true),

		/** Not traced, as drawn here. */
		DROPPED(false, false),

		/** Traced by the caller, or for Spring to find out. */
		SAMPLED_BY_CALLER(true, null),

		/** Not traced, since the caller does not trace it. */
		DROPPED_BY_CALLER(false, null),

		/** Not traced, since tracing is off. */
		UNWANTED(false, null);

		private final boolean sampled;

		private final @Nullable Boolean drawn;

		Draw(boolean sampled, @Nullable Boolean drawn) {
			this.sampled = sampled;
			this.drawn = drawn;
		}

		boolean isSampled() {
			return this.sampled;
		}

		/**
		 * A context in which the sampler obeys what was drawn here.
		 */
		Context in(Context context) {
			return (this.drawn != null) ? context.with(DRAWN, this.drawn) : context;
		}

	}

	private record DrawnSampler(Sampler other) implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> links) {
			Boolean sampled = parent.get(DRAWN);
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
