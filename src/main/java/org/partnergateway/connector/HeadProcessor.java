package org.partnergateway.connector;

import java.io.IOException;

import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.partnergateway.connector.readers.KeepingProcessor;
import org.partnergateway.connector.readers.SlowReaders;

/**
 * Applies the connector's timeout to each head as a whole. Tomcat applies it to the time
 * between two bytes, so that a byte now and then would keep a head open for ever. Tomcat
 * is told to wait only the rest of the time for the next byte. Also reads, from a head
 * that is refused because of one line, the headers that say whose request it is.
 */
final class HeadProcessor extends KeepingProcessor {

	// Slow readers hold no thread, so they may have this long.
	private static final long WRITE_TIMEOUT = 60_000;

	private final AbstractHttp11Protocol<?> protocol;

	private final Heads heads;

	// In milliseconds since 1970, as in Tomcat, or zero.
	private volatile long begun;

	HeadProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Heads heads, SlowReaders readers) {
		super(protocol, adapter, readers);
		this.protocol = protocol;
		this.heads = heads;
	}

	/**
	 * When the incomplete head began, in milliseconds since 1970; zero if there is none.
	 */
	long begun() {
		return this.begun;
	}

	@Override
	public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
		int answered = answered();
		long end = end(socket);
		if (socket.getWriteTimeout() != WRITE_TIMEOUT) {
			socket.setWriteTimeout(WRITE_TIMEOUT);
		}
		boolean incomplete = false;
		try {
			SocketState state = super.process(socket, event);
			if (state == SocketState.LONG && !isAsync() && event == SocketEvent.OPEN_READ) {
				incomplete = mayGoOn(socket, answered() != answered);
				return incomplete ? state : SocketState.CLOSED;
			}
			if (state == SocketState.OPEN && end > 0 && answered() == answered
					&& !isInTime(socket, end - System.currentTimeMillis())) {
				// Only blank lines have come, which Tomcat discards at once.
				return SocketState.CLOSED;
			}
			return state;
		}
		finally {
			if (!incomplete) {
				forget();
			}
		}
	}

	@Override
	protected void setErrorState(ErrorState errorState, @Nullable Throwable cause) {
		super.setErrorState(errorState, cause);
		if (cause instanceof RuntimeException) {
			UnreadHeaders.read(this.request, this.protocol.getMaxHeaderCount());
		}
	}

	/**
	 * Whether there are time and room for the rest of a head.
	 * @param another whether a request was answered before it, so that this is a new head
	 */
	private boolean mayGoOn(SocketWrapperBase<?> socket, boolean another) {
		long now = System.currentTimeMillis();
		if (this.begun == 0) {
			if (!this.heads.begin()) {
				return false;
			}
			this.begun = now;
		}
		else if (another) {
			this.begun = now;
		}
		int timeout = this.protocol.getConnectionTimeout();
		return timeout <= 0 || isInTime(socket, this.begun + timeout - now);
	}

	/**
	 * Forgets that a head has begun. Must also be called when the connection is closed.
	 */
	void forget() {
		if (this.begun != 0) {
			this.begun = 0;
			this.heads.end();
		}
	}

	/**
	 * When the time to wait ends, in milliseconds since 1970; zero if it never ends.
	 */
	private static long end(SocketWrapperBase<?> socket) {
		long timeout = socket.getReadTimeout();
		return (timeout > 0 && socket instanceof NioSocketWrapper nio) ? nio.getLastRead() + timeout : 0;
	}

	/**
	 * Makes Tomcat wait for the rest of the time. Tomcat checks the time only of
	 * connections that send nothing at the moment, so it is checked here too.
	 */
	private static boolean isInTime(SocketWrapperBase<?> socket, long left) {
		if (left > 0) {
			socket.setReadTimeout(left);
		}
		return left > 0;
	}

}
