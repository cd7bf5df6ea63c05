package org.partnergateway.sandbox;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.exchange.Delivery;
import org.partnergateway.sandbox.exchange.FaultScript;
import org.partnergateway.sandbox.exchange.RequestLog;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.partnergateway.sandbox.signin.SignInEndpoint;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.HttpHeaders;

/**
 * Logs each request, and passes it to its endpoint together with the faults that it
 * meets. The sign-in meets none.
 */
final class Exchanges implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	private final RequestLog requests;

	private final Part reports;

	private final Part tokens;

	private final SignInEndpoint signIn;

	Exchanges(RequestLog requests, Part reports, Part tokens, SignInEndpoint signIn) {
		this.requests = requests;
		this.reports = reports;
		this.tokens = tokens;
		this.signIn = signIn;
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
		if (request.isForSignIn()) {
			return Delivery.deliver(this.signIn.answer(request), SandboxFaults.none(), response);
		}
		Part part = request.isForToken() ? this.tokens : this.reports;
		SandboxFaults met = part.faults().next();
		return Delivery.deliver(part.endpoint().answer(request, met), met, response);
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

	/**
	 * An endpoint and what goes wrong there.
	 *
	 * @param endpoint the endpoint
	 * @param faults its faults
	 */
	record Part(Endpoint endpoint, FaultScript faults) {
	}

}
