package org.partnergateway.connector;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an endpoint, and how many each address has. One caller can use all
 * IPv6 addresses of a /64 network, so these are counted by network.
 */
final class ConnectionsByAddress extends ConcurrentHashMap<SocketChannel, SocketWrapperBase<NioChannel>> {

	private static final long serialVersionUID = 1L;

	private static final int SITE_BYTES = 8;

	private final transient ConcurrentHashMap<SocketChannel, InetAddress> addresses = new ConcurrentHashMap<>();

	private final transient ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

	int of(InetAddress address) {
		return this.counts.getOrDefault(address, 0);
	}

	boolean isOf(SocketChannel socket, InetAddress address) {
		return address.equals(this.addresses.get(socket));
	}

	@Override
	public @Nullable SocketWrapperBase<NioChannel> put(SocketChannel socket, SocketWrapperBase<NioChannel> connection) {
		InetAddress address = address(socket);
		if (address != null && this.addresses.put(socket, address) == null) {
			this.counts.merge(address, 1, Integer::sum);
		}
		return super.put(socket, connection);
	}

	@Override
	public @Nullable SocketWrapperBase<NioChannel> remove(Object socket) {
		InetAddress address = this.addresses.remove(socket);
		if (address != null) {
			this.counts.computeIfPresent(address, (_, count) -> (count > 1) ? count - 1 : null);
		}
		return super.remove(socket);
	}

	/**
	 * The address of a connection, or {@code null} if it is closed.
	 */
	static @Nullable InetAddress address(SocketChannel socket) {
		try {
			if (!(socket.getRemoteAddress() instanceof InetSocketAddress remote)) {
				return null;
			}
			InetAddress address = remote.getAddress();
			return (address instanceof Inet6Address) ? network(address) : address;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static InetAddress network(InetAddress address) throws UnknownHostException {
		byte[] bytes = address.getAddress();
		Arrays.fill(bytes, SITE_BYTES, bytes.length, (byte) 0);
		return InetAddress.getByAddress(bytes);
	}

}
