package org.partnergateway.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.partnergateway.connector.readers.KeepingConnection;

/**
 * Bounds the connections, in total and of each address. A new connection is accepted as
 * long as there are others without a request in progress. Of these, the ones that have
 * been silent longest, or whose head began first, are closed.
 */
final class BoundedEndpoint extends NioEndpoint {

	// So that the connections are not searched for each new one.
	private static final int AT_A_TIME = 16;

	private static final long PAUSE_MILLIS = 100;

	// What a younger connection has sent may not have been read yet.
	private static final long NEW_MILLIS = 500;

	// More than any answer that is not written in pieces.
	private static final int KEPT = 64 * 1024;

	private final AtomicBoolean again = new AtomicBoolean();

	private final ConnectionsByAddress addresses = new ConnectionsByAddress();

	private volatile Predicate<InetAddress> unbounded = (_) -> true;

	private volatile int mostOfAnAddress = Integer.MAX_VALUE;

	private volatile int mostKept = KEPT;

	BoundedEndpoint() {
		this.connections = this.addresses;
	}

	/**
	 * Sets the bound for one address.
	 * @param connections how many connections an address may have
	 * @param except the addresses without a bound
	 */
	void limit(int connections, Predicate<InetAddress> except) {
		this.mostOfAnAddress = connections;
		this.unbounded = except;
	}

	/**
	 * Sets how many bytes a connection keeps for a slow reader.
	 */
	void keep(int most) {
		this.mostKept = most;
	}

	/**
	 * Whether there are so many connections that no more are accepted.
	 */
	boolean isFull() {
		int most = getMaxConnections();
		return most > 0 && this.addresses.mappingCount() >= most;
	}

	@Override
	protected boolean setSocketOptions(SocketChannel socket) {
		InetAddress address = ConnectionsByAddress.address(socket);
		if (address != null && !this.unbounded.test(address) && this.addresses.of(address) >= this.mostOfAnAddress) {
			close(Math.max(1, this.mostOfAnAddress / AT_A_TIME), (other) -> this.addresses.isOf(other, address), false);
			if (this.addresses.of(address) >= this.mostOfAnAddress) {
				destroySocket(socket);
				return false;
			}
		}
		makeRoom();
		return open(socket);
	}

	/**
	 * Does what Tomcat does, with the gateway's own class of connection.
	 */
	private boolean open(SocketChannel socket) {
		KeepingConnection connection = null;
		try {
			NioChannel channel = (getNioChannels() != null) ? getNioChannels().pop() : null;
			if (channel == null) {
				channel = createChannel(new SocketBufferHandler(this.socketProperties.getAppReadBufSize(),
						this.socketProperties.getAppWriteBufSize(), this.socketProperties.getDirectBuffer()));
			}
			KeepingConnection opened = new KeepingConnection(channel, this, this.mostKept);
			channel.reset(socket, opened);
			this.connections.put(socket, opened);
			connection = opened;
			socket.configureBlocking(false);
			this.socketProperties.setProperties(socket.socket());
			opened.setReadTimeout(getConnectionTimeout());
			opened.setWriteTimeout(getConnectionTimeout());
			opened.setKeepAliveLeft(getMaxKeepAliveRequests());
			getPoller().register(opened);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			// Mostly because the caller has already closed it.
			if (connection == null) {
				destroySocket(socket);
			}
			return false;
		}
	}

	/**
	 * Closes connections without a request if there are nearly too many. Repeats that by
	 * itself while no more would be accepted, since no new connection would then cause
	 * it.
	 */
	private void makeRoom() {
		int most = getMaxConnections();
		int spare = Math.max(1, most / AT_A_TIME);
		if (most <= 0 || this.addresses.mappingCount() <= most - spare) {
			return;
		}
		close(spare, (_) -> true, false);
		if (this.addresses.mappingCount() >= most - 1 && this.again.compareAndSet(false, true)) {
			var _ = getUtilityExecutor().schedule(() -> {
				this.again.set(false);
				makeRoom();
			}, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Closes connections whose head is incomplete, the oldest first. For use by any
	 * thread.
	 */
	void giveUpHeads(int most) {
		close(most, (_) -> true, true);
	}

	private void close(int most, Predicate<SocketChannel> which, boolean headsAlone) {
		long latest = System.currentTimeMillis() - NEW_MILLIS;
		List<Waiting> waiting = this.addresses.entrySet()
			.stream()
			.filter((connection) -> which.test(connection.getKey()))
			.map((connection) -> Waiting.of(connection.getValue()))
			.filter(Objects::nonNull)
			.filter((candidate) -> headsAlone ? candidate.head() != null : candidate.since() <= latest)
			.sorted(Comparator.comparingLong(Waiting::since))
			.limit(most)
			.toList();
		waiting.forEach(Waiting::close);
	}

	/**
	 * A connection that waits for a request.
	 *
	 * @param since when it began to wait, in milliseconds since 1970
	 * @param head holds the incomplete head; {@code null} if none has begun
	 */
	private record Waiting(SocketWrapperBase<NioChannel> connection, long since, @Nullable HeadProcessor head) {

		static @Nullable Waiting of(SocketWrapperBase<NioChannel> connection) {
			if (!(connection instanceof NioSocketWrapper nio) || !nio.interestOpsHas(SelectionKey.OP_READ)) {
				// Something has come, and is about to be read.
				return null;
			}
			Object processor = connection.getCurrentProcessor();
			if (processor instanceof HeadProcessor head && head.begun() != 0) {
				return new Waiting(connection, head.begun(), head);
			}
			return (processor == null) ? new Waiting(connection, nio.getLastRead(), null) : null;
		}

		/**
		 * Closes it, unless something has come since, or is just being read.
		 */
		void close() {
			if (!this.connection.getLock().tryLock()) {
				return;
			}
			try {
				if (equals(of(this.connection))) {
					if (this.head != null) {
						this.head.forget();
					}
					this.connection.close();
				}
			}
			finally {
				this.connection.getLock().unlock();
			}
		}

	}

}
