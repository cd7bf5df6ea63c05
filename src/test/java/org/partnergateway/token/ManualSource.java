package org.partnergateway.token;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A source whose requests are answered by hand.
 */
final class ManualSource implements TokenSource {

	private final List<Sinks.One<IssuedToken>> requests = new CopyOnWriteArrayList<>();

	@Override
	public Mono<IssuedToken> request() {
		Sinks.One<IssuedToken> request = Sinks.one();
		this.requests.add(request);
		return request.asMono();
	}

	/**
	 * How many requests there were.
	 */
	int count() {
		return this.requests.size();
	}

	void issue(String token, Duration lifetime) {
		this.requests.getLast().tryEmitValue(new IssuedToken(token, lifetime, "test")).orThrow();
	}

	void fail(Throwable failure) {
		this.requests.getLast().tryEmitError(failure).orThrow();
	}

}
