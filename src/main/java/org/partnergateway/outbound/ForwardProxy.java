package org.partnergateway.outbound;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyConnectException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * A proxy that opens tunnels (RFC 9110, section 9.3.6), and resolves the names of the
 * targets.
 *
 * @param type its protocol
 * @param host its name or address
 * @param port its port
 * @param credentials its user and password, or {@code null} for none
 */
record ForwardProxy(ProxyProvider.Proxy type, String host, int port, @Nullable Credentials credentials) {

	private static final int USUAL_TIMEOUT = 10_000;

	/**
	 * Makes connections go through the proxy. Its name is resolved and its password read
	 * for each request, away from the event loop.
	 */
	HttpClient lead(HttpClient client) {
		Object timeout = client.configuration().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
		int patience = (timeout instanceof Integer millis) ? millis : USUAL_TIMEOUT;
		return client
			.proxyWhen((_, proxy) -> Mono.fromCallable(() -> describe(proxy, patience))
				.subscribeOn(Schedulers.boundedElastic()))
			.mapConnect((connection) -> connection.onErrorMap(this::translate));
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

	private ProxyProvider.Builder describe(ProxyProvider.TypeSpec proxy, int patience) {
		ProxyProvider.Builder builder = proxy.type(this.type)
			.host(this.host)
			.port(this.port)
			.connectTimeoutMillis(patience);
		Credentials known = this.credentials;
		if (known == null) {
			return builder;
		}
		String password = known.password().password();
		return builder.username(known.user()).password((_) -> password);
	}

	/**
	 * Translates a failed connection. It concerns the proxy, since that is the only host
	 * to which the gateway connects directly.
	 */
	private Throwable translate(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProxyConnectException refused) {
				return OutboundException.ofProxy(toString(), refused);
			}
			if (cause instanceof ConnectException || cause instanceof UnknownHostException
					|| cause instanceof UnresolvedAddressException || cause.getClass() == SocketException.class) {
				return OutboundException.unreachableProxy(toString(), failure);
			}
		}
		return failure;
	}

	/**
	 * The credentials for a proxy.
	 *
	 * @param user the user
	 * @param password the file with the user's password
	 */
	record Credentials(String user, PasswordFile password) {
	}

}
