package org.partnergateway.outbound;

import java.net.ConnectException;

import io.netty.handler.proxy.ProxyConnectException;

/**
 * What can be in the way, for tests of what becomes of it.
 */
public final class Obstacles {

	private static final String PROXY = "proxy.contoso.com:3128";

	private Obstacles() {
	}

	/**
	 * A proxy that opens no tunnel.
	 * @param status what it answers
	 * @return the failure
	 */
	public static OutboundException refusal(int status) {
		return OutboundException.ofProxy(PROXY, new ProxyConnectException(
				"http, basic, %s => api.contoso.com:443, status: %d x".formatted(PROXY, status)));
	}

	/**
	 * A proxy that is not there.
	 * @return the failure
	 */
	public static OutboundException absence() {
		return OutboundException.unreachableProxy(PROXY, new ConnectException("Connection refused"));
	}

}
