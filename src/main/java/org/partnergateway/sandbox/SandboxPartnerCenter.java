package org.partnergateway.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.partnergateway.partnercenter.PartnerCenterConnectionDetails;
import org.partnergateway.sandbox.analytics.LicenseAnalytics;
import org.partnergateway.sandbox.exchange.FaultScript;
import org.partnergateway.sandbox.exchange.RequestLog;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.partnergateway.sandbox.signin.AuthorizationCodes;
import org.partnergateway.sandbox.signin.SandboxUser;
import org.partnergateway.sandbox.signin.SignInEndpoint;
import org.partnergateway.sandbox.signin.SignedTokens;
import org.partnergateway.sandbox.signin.UserGrants;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.context.properties.bind.Binder;

/**
 * A stand-in for Partner Center, its token endpoint and its sign-in page. Listens on a
 * loopback port from construction to {@link #close()}. Its faults can be changed while it
 * runs. Safe for use by any thread.
 */
public final class SandboxPartnerCenter implements PartnerCenterConnectionDetails, AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private static final int LONGEST_REQUEST_LINE = 32 * 1024;

	private final RequestLog requests = new RequestLog();

	private final LicenseAnalytics analytics = new LicenseAnalytics();

	private final SandboxTokens tokens;

	private final FaultScript faults;

	private final FaultScript tokenFaults;

	private final LoopResources threads = LoopResources.create("sandbox", 1, true);

	// Closes also a connection that is accepted while the group is closing.
	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

	private final DisposableServer server;

	SandboxPartnerCenter(SandboxProperties properties, InstantSource clock) {
		this.tokens = new SandboxTokens(properties.tokenLifetime(), clock);
		this.faults = new FaultScript(properties.faults(), () -> ThreadLocalRandom.current().nextDouble());
		this.tokenFaults = new FaultScript(properties.tokenFaults(), () -> ThreadLocalRandom.current().nextDouble());
		AuthorizationCodes codes = new AuthorizationCodes(clock);
		UserGrants grants = new UserGrants(codes, new SignedTokens(properties.tokenLifetime(), clock, this::baseUrl));
		Exchanges exchanges = new Exchanges(this.requests,
				new Exchanges.Part(new ReportEndpoint(this.tokens, this.analytics), this.faults),
				new Exchanges.Part(new TokenEndpoint(this.tokens, grants), this.tokenFaults),
				new SignInEndpoint(codes, this::baseUrl));
		this.server = HttpServer.create()
			.runOn(this.threads)
			.channelGroup(this.connections)
			.host(HOST)
			.port(properties.port())
			// A filter may be as long as the request line of a caller, and is encoded.
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(LONGEST_REQUEST_LINE))
			.handle(exchanges)
			.bindNow();
	}

	/**
	 * Starts a sandbox with every property at its default.
	 * @return the sandbox, to be closed by the caller
	 */
	public static SandboxPartnerCenter start() {
		return new SandboxPartnerCenter(new Binder().bindOrCreate("sandbox", SandboxProperties.class),
				Clock.systemUTC());
	}

	@Override
	public URI baseUrl() {
		return URI.create("http://%s:%d".formatted(HOST, this.server.port()));
	}

	@Override
	public URI tokenUri() {
		return baseUrl().resolve("/sandbox/oauth2/v2.0/token");
	}

	/**
	 * The id of the tenant whose users sign in here.
	 * @return the GUID, in lower case and the same in every sandbox
	 */
	public String tenantId() {
		return SandboxUser.TENANT_ID;
	}

	/**
	 * The ids of the customers.
	 * @return the ids, in lower case and the same in every sandbox; the first customer
	 * has licenses, some have none and so empty reports
	 */
	public List<String> customerIds() {
		return this.analytics.customerIds();
	}

	/**
	 * Changes the faults of the API, from the next request on.
	 * @param faults the faults
	 */
	public void faults(SandboxFaults faults) {
		this.faults.stand(faults);
	}

	/**
	 * Changes the faults of the token endpoint, from the next request on.
	 * @param faults the faults
	 */
	public void tokenFaults(SandboxFaults faults) {
		this.tokenFaults.stand(faults);
	}

	/**
	 * Scripts the faults of the next requests to the API, before those of
	 * {@link #faults(SandboxFaults)}.
	 * @param faults one for each request, in order; {@link SandboxFaults#none()} for a
	 * request without a fault
	 */
	public void enqueue(SandboxFaults... faults) {
		this.faults.enqueue(List.of(faults));
	}

	/**
	 * Scripts the faults of the next requests for a token, before those of
	 * {@link #tokenFaults(SandboxFaults)}.
	 * @param faults one for each request, in order
	 */
	public void enqueueToken(SandboxFaults... faults) {
		this.tokenFaults.enqueue(List.of(faults));
	}

	/**
	 * Makes every access token issued so far invalid.
	 */
	public void revokeTokens() {
		this.tokens.revokeAll();
	}

	/**
	 * How many requests the API received.
	 * @return the number, with any answer and any path, those of the sign-in excepted
	 */
	public long reportRequests() {
		return this.requests.reports();
	}

	/**
	 * How many requests the token endpoint received.
	 * @return the number, with any answer
	 */
	public long tokenRequests() {
		return this.requests.tokens();
	}

	/**
	 * The requests that the sandbox received, those of the sign-in included.
	 * @return the last 1000 requests, the oldest first
	 */
	public List<SandboxRequest> requests() {
		return this.requests.last();
	}

	/**
	 * Forgets requests and scripts, and returns to the faults that were configured.
	 * Tokens and authorization codes stay valid.
	 */
	public void reset() {
		this.requests.reset();
		this.faults.reset();
		this.tokenFaults.reset();
	}

	/**
	 * Stops listening, and closes every connection at once.
	 */
	@Override
	public void close() {
		this.server.dispose();
		this.server.onDispose().block();
		this.connections.close().awaitUninterruptibly();
		this.threads.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
	}

}
