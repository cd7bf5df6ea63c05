package org.partnergateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.harness.GatewayClient;
import org.partnergateway.harness.MovableClock;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;
import static org.partnergateway.harness.GatewayClient.header;

/**
 * Tests for the traces that the gateway leaves with a collector.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.tracing.export.enabled=true",
				"management.prometheus.metrics.export.enabled=true", "management.tracing.sampling.probability=0",
				"reports.keep-warm=false" })
@ActiveProfiles("sandbox")
@Import({ MovableClock.Wiring.class, TracingTests.Collector.class })
class TracingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	// Of each test its own, since what another one has left may come late.
	private final String trace = newTrace();

	private final String otherTrace = newTrace();

	private static final String ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private static final String OTHER_ID = "6492b9d6-5629-429b-934c-040b1946e760";

	private final SandboxPartnerCenter partnerCenter;

	private final MovableClock clock;

	private final Collector collector;

	private final MeterRegistry meters;

	private final GatewayClient gateway;

	private final GatewayClient management;

	TracingTests(SandboxPartnerCenter partnerCenter, MovableClock clock, Collector collector, MeterRegistry meters,
			@LocalServerPort int port, @LocalManagementPort int management) {
		this.partnerCenter = partnerCenter;
		this.clock = clock;
		this.collector = collector;
		this.meters = meters;
		this.gateway = new GatewayClient(port);
		this.management = new GatewayClient(management);
	}

	@BeforeEach
	void reset() {
		this.partnerCenter.reset();
		this.clock.advance(Duration.ofDays(4));
	}

	@Test
	void getWhenFetchedLeavesFlightFetchTokenAndEachAttempt() throws Exception {
		this.partnerCenter.enqueue(SandboxFaults.of(Kind.SERVER_ERROR));
		HttpResponse<byte[]> response = this.gateway.get(USAGE, "traceparent", parent(this.trace), "MS-RequestId", ID,
				"MS-CorrelationId", OTHER_ID);
		assertThat(response.statusCode()).isEqualTo(200);
		SpanData request = awaitSpan(this.trace, "http get");
		SpanData flight = awaitSpan(this.trace, "flight partner-usage");
		SpanData fetch = awaitSpan(this.trace, "fetch partner-usage");
		assertThat(flight.getParentSpanId()).isEqualTo(request.getSpanId());
		assertThat(fetch.getParentSpanId()).isEqualTo(flight.getSpanId());
		assertThat(attribute(flight, "waiters")).isEqualTo("1");
		assertThat(attribute(flight, "ms.request.id")).isEqualTo(ID);
		assertThat(attribute(flight, "ms.correlation.id")).isEqualTo(OTHER_ID);
		assertThat(attribute(request, "ms.request.id")).isEqualTo(ID);
		assertThat(attribute(fetch, "report")).isEqualTo("partner-usage");
		assertThat(attribute(fetch, "outcome")).isEqualTo("ok");
		assertThat(attribute(fetch, "ms.correlation.id")).isEqualTo(OTHER_ID);
		assertThat(attribute(fetch, "ms.response.cv")).isEqualTo(header(response, "MS-CV"));
		List<SpanData> attempts = below(fetch, this.trace).stream()
			.filter((span) -> USAGE.equals(attribute(span, "uri")))
			.toList();
		assertThat(attempts).hasSize(2);
		assertThat(attempts).extracting((span) -> attribute(span, "status")).containsExactly("503", "200");
		assertThat(attempts).extracting((span) -> attribute(span, "ms.request.id"))
			.doesNotContain(ID)
			.doesNotHaveDuplicates();
		assertThat(attempts).extracting((span) -> attribute(span, "ms.correlation.id")).containsOnly(OTHER_ID);
		SpanData renewal = awaitSpan(this.trace, "partnercenter.token.request");
		assertThat(below(renewal, this.trace)).hasSize(1);
		assertThat(this.collector.spans.toString()).doesNotContain("sandbox-only-not-a-secret", "Bearer ");
	}

	@Test
	void getWhenSomebodyElseFetchesLinksToThatFlight() throws Exception {
		this.gateway.get(USAGE);
		this.clock.advance(Duration.ofDays(4));
		this.partnerCenter.faults(SandboxFaults.none().withLatency(Duration.ofSeconds(1)));
		CompletableFuture<HttpResponse<byte[]>> leader = this.gateway.getAsync(USAGE, "traceparent",
				parent(this.trace));
		awaitWaiting(1);
		CompletableFuture<HttpResponse<byte[]>> follower = this.gateway.getAsync(USAGE, "traceparent",
				parent(this.otherTrace));
		awaitWaiting(2);
		assertThat(header(leader.join(), "Cache-Status")).contains("stored");
		assertThat(header(follower.join(), "Cache-Status")).contains("collapsed");
		SpanData flight = awaitSpan(this.trace, "flight partner-usage");
		SpanData wait = awaitSpan(this.otherTrace, "wait partner-usage");
		assertThat(wait.getParentSpanId()).isEqualTo(awaitSpan(this.otherTrace, "http get").getSpanId());
		assertThat(wait.getLinks()).singleElement()
			.satisfies((link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(flight.getSpanId()));
		long now = TimeUnit.MILLISECONDS.toNanos(this.clock.millis());
		assertThat(wait.getStartEpochNanos()).isEqualTo(now);
		assertThat(wait.getEndEpochNanos()).isEqualTo(now);
		assertThat(attribute(flight, "waiters")).isEqualTo("2");
		assertThat(this.collector.spans).noneMatch((span) -> span.getTraceId().equals(this.otherTrace)
				&& (span.getName().startsWith("flight") || span.getName().startsWith("fetch")));
	}

	@Test
	void getWhenFetchFailsMarksItsSpans() throws Exception {
		this.partnerCenter.faults(SandboxFaults.of(Kind.SERVER_ERROR));
		this.gateway.get(USAGE, "traceparent", parent(this.trace));
		SpanData fetch = awaitSpan(this.trace, "fetch partner-usage");
		assertThat(attribute(fetch, "outcome")).isEqualTo("upstream-unavailable");
		assertThat(fetch.getStatus().getStatusCode().name()).isEqualTo("ERROR");
	}

	@Test
	void getWhenSampledLeavesItsTraceAsAnExemplar() throws Exception {
		this.gateway.get(USAGE, "traceparent", parent(this.trace));
		this.gateway.get(USAGE, "traceparent", parent(this.trace));
		HttpResponse<byte[]> scrape = this.management.get("/actuator/prometheus", "Accept",
				"application/openmetrics-text; version=1.0.0");
		assertThat(new String(scrape.body(), StandardCharsets.UTF_8).lines())
			.anyMatch((line) -> line.startsWith("http_server_requests_seconds_bucket")
					&& line.contains("trace_id=\"" + this.trace))
			.anyMatch((line) -> line.startsWith("partnercenter_fetch_seconds_bucket")
					&& line.contains("trace_id=\"" + this.trace));
	}

	@Test
	void getWhenNotSampledLeavesNothing() throws Exception {
		this.gateway.get(USAGE, "traceparent", "00-" + this.otherTrace + "-b7ad6b7169203331-00");
		this.gateway.get(USAGE, "traceparent", parent(this.trace));
		awaitSpan(this.trace, "http get");
		assertThat(this.collector.spans).noneMatch((span) -> span.getTraceId().equals(this.otherTrace));
	}

	private void awaitWaiting(int callers) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> (int) this.meters.get("reports.waiting").gauge().value() == callers);
	}

	private SpanData awaitSpan(String trace, String name) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.collector.spans.stream()
				.filter((span) -> span.getTraceId().equals(trace) && span.getName().startsWith(name))
				.filter((span) -> !name.startsWith("http") || span.getKind().name().equals("SERVER"))
				.findFirst()
				.orElse(null), (span) -> span != null);
	}

	private List<SpanData> below(SpanData parent, String trace) {
		List<SpanData> below = new ArrayList<>();
		for (SpanData span : this.collector.spans) {
			if (span.getTraceId().equals(trace) && span.getParentSpanId().equals(parent.getSpanId())) {
				below.add(span);
			}
		}
		return below;
	}

	private static String attribute(SpanData span, String key) {
		return String.valueOf(span.getAttributes()
			.asMap()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().getKey().equals(key))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null));
	}

	private static String newTrace() {
		return UUID.randomUUID().toString().replace("-", "");
	}

	private static String parent(String trace) {
		return "00-" + trace + "-b7ad6b7169203331-01";
	}

	/**
	 * Keeps what it is sent.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Collector implements SpanExporter {

		private final List<SpanData> spans = new CopyOnWriteArrayList<>();

		@Bean
		SpanProcessor spanProcessor() {
			return SimpleSpanProcessor.create(this);
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> some) {
			this.spans.addAll(some);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
