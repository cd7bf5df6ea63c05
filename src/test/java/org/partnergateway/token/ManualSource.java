package org.partnergateway.token;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A source whose requests are answered by hand.
 */
public final class ManualSource implements TokenSource {

	private final List<Sinks.One<IssuedToken>> requests = new CopyOnWriteArrayList<>();

	private final AtomicInteger refusals = new AtomicInteger();

	@Override
	public Mono<IssuedToken> request() {
		Sinks.One<IssuedToken> request = Sinks.one();
		this.requests.add(request);
		return request.asMono();
	}

	@Override
	public void refused() {
		this.refusals.incrementAndGet();
	}

	/**
	 * How often it was told that its tokens do not do.
	 */
	int refusals() {
		return this.refusals.get();
	}

	/**
	 * How many requests there were.
	 */
	public int count() {
		return this.requests.size();
	}

	public void issue(String token, Duration lifetime) {
		this.requests.getLast().tryEmitValue(new IssuedToken(token, lifetime, "test")).orThrow();
	}

	public void fail(Throwable failure) {
		this.requests.getLast().tryEmitError(failure).orThrow();
	}

}
