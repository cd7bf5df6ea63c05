package org.partnergateway.sandbox;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.analytics.LicenseAnalytics;
import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.Delivery;
import org.partnergateway.sandbox.exchange.FaultScript;
import org.partnergateway.sandbox.exchange.RequestLog;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.HttpHeaders;

/**
 * Logs each request, and passes it to its endpoint together with the faults that it
 * meets.
 */
final class Exchanges implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	private final RequestLog requests;

	private final Endpoint reports;

	private final FaultScript faults;

	private final Endpoint tokens;

	private final FaultScript tokenFaults;

	Exchanges(RequestLog requests, SandboxTokens tokens, LicenseAnalytics analytics, FaultScript faults,
			FaultScript tokenFaults) {
		this.requests = requests;
		this.reports = new ReportEndpoint(tokens, analytics);
		this.faults = faults;
		this.tokens = new TokenEndpoint(tokens);
		this.tokenFaults = tokenFaults;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.aggregate()
			.asString()
			.defaultIfEmpty("")
			.flatMap((body) -> answer(received(request, body), response));
	}

	private Mono<Void> answer(SandboxRequest request, HttpServerResponse response) {
		this.requests.add(request);
		boolean token = request.isForToken();
		SandboxFaults met = (token ? this.tokenFaults : this.faults).next();
		Answer answer = (token ? this.tokens : this.reports).answer(request, met);
		return Delivery.deliver(answer, met, response);
	}

	private static SandboxRequest received(HttpServerRequest request, String body) {
		HttpHeaders headers = new HttpHeaders();
		request.requestHeaders().forEach((header) -> headers.add(header.getKey(), header.getValue()));
		return new SandboxRequest(request.method().name(), request.fullPath(), query(request.uri()), headers, body);
	}

	private static @Nullable String query(String uri) {
		int mark = uri.indexOf('?');
		return (mark >= 0) ? uri.substring(mark + 1) : null;
	}

}
