package org.partnergateway.outbound;

import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * Prepares outbound connections. Safe for use by any thread.
 */
public final class Outbound {

	static final Duration LONGEST_CONNECTION = Duration.ofMinutes(1);

	private static final Duration LONGEST_NAME = Duration.ofMinutes(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private final Proxies proxies;

	private final Trust trust;

	private final AddressResolverGroup<?> resolver;

	Outbound(Proxies proxies, Trust trust, AddressResolverGroup<?> resolver) {
		this.proxies = proxies;
		this.trust = trust;
		this.resolver = resolver;
	}

	/**
	 * Outbound connections without settings: with the JVM's proxies and trusted
	 * certificates.
	 * @return the instance
	 */
	public static Outbound ofJvm() {
		return new Outbound(new Proxies(null, NoProxy.of(List.of()), ProxySelector::getDefault), Trust.JVM, resolver());
	}

	/**
	 * Creates a pool of connections, each of which is used for a minute at most. The next
	 * connection resolves the host anew, so that a busy pool follows DNS too.
	 * @param name the name of the pool in metrics
	 * @param most the greatest number of open connections
	 * @return the pool
	 */
	public static ConnectionProvider connections(String name, int most) {
		return connections(name, most, LONGEST_CONNECTION);
	}

	static ConnectionProvider connections(String name, int most, Duration longest) {
		return ConnectionProvider.builder(name)
			.maxConnections(most)
			.maxIdleTime(LONGEST_PAUSE)
			.maxLifeTime(longest)
			.evictInBackground(LONGEST_PAUSE)
			// A proxy with a new password or address gets a new pool, and the old one
			// becomes inactive.
			.disposeInactivePoolsInBackground(LONGEST_PAUSE, LONGEST_PAUSE)
			.build();
	}

	/**
	 * Prepares connections to one host, with the trust of
	 * {@code partner-center.ssl-bundle}. Calls fail with an {@link OutboundException} if
	 * a proxy or a certificate prevents the connection.
	 * @param target any URL of the host
	 * @param client the other settings of the connections
	 * @return the connector
	 */
	public ClientHttpConnector connector(URI target, HttpClient client) {
		return this.trust.connector(lead(target, client));
	}

	HttpClient lead(URI target, HttpClient client) {
		ForwardProxy proxy = this.proxies.on(target);
		HttpClient led = (proxy != null) ? proxy.lead(client) : client.resolver(this.resolver);
		return led.doOnChannelInit((observer, channel, address) -> BrokenStreams.watch(channel.pipeline()))
			.mapConnect((connection) -> connection.onErrorMap(OutboundException::ofCertificate));
	}

	/**
	 * Resolves names by DNS, and by the current content of the hosts file.
	 */
	static AddressResolverGroup<?> resolver() {
		return Objects.requireNonNull(HttpClient.create()
			.resolver((names) -> names.cacheMaxTimeToLive(LONGEST_NAME)
				.hostsFileEntriesResolver((host, types) -> new DefaultHostsFileEntriesResolver().address(host, types)))
			.configuration()
			.resolver());
	}

}
