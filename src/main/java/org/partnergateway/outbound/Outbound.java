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
 * The way out. Safe for use by any thread.
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
	 * The way out where nothing is set: as the JVM goes, trusting whom it trusts.
	 * @return the way
	 */
	public static Outbound ofJvm() {
		return new Outbound(new Proxies(null, NoProxy.of(List.of()), ProxySelector::getDefault), Trust.JVM, resolver());
	}

	/**
	 * A pool of connections, each of which is used for a minute at most: then the name of
	 * its host is resolved anew, so that a busy pool follows DNS too.
	 * @param name what the pool is called in metrics
	 * @param most how many connections there may be at a time
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
			// Another password or address of a proxy makes another pool.
			.disposeInactivePoolsInBackground(LONGEST_PAUSE, LONGEST_PAUSE)
			.build();
	}

	/**
	 * Prepares calls of one host, with the trust that {@code partner-center.ssl-bundle}
	 * says. They fail with an {@link OutboundException} where a proxy or a certificate is
	 * in the way.
	 * @param target any URL of the host
	 * @param client what else the connections are like
	 * @return what opens the connections
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
	 * Resolves names with the DNS servers, and with the hosts file as it is at the time.
	 */
	static AddressResolverGroup<?> resolver() {
		return Objects.requireNonNull(HttpClient.create()
			.resolver((names) -> names.cacheMaxTimeToLive(LONGEST_NAME)
				.hostsFileEntriesResolver((host, types) -> new DefaultHostsFileEntriesResolver().address(host, types)))
			.configuration()
			.resolver());
	}

}
