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
 * Gives each head the connector's time as a whole. To Tomcat it is the time between two
 * bytes, so that a byte now and then would keep a head open for ever. Whatever is left of
 * the time is what Tomcat is told to wait for the next byte. And has a head that is
 * refused because of one line say all the same whose it is.
 */
final class HeadProcessor extends KeepingProcessor {

	// Readers may take their time, now that they hold no thread.
	private static final long WRITE_TIMEOUT = 60_000;

	private final AbstractHttp11Protocol<?> protocol;

	private final Heads heads;

	// In milliseconds since 1970, as Tomcat has it, or zero.
	private volatile long begun;

	HeadProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Heads heads, SlowReaders readers) {
		super(protocol, adapter, readers);
		this.protocol = protocol;
		this.heads = heads;
	}

	/**
	 * When the head began that has not come as a whole, or zero if there is none.
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
				// Nothing but blank lines, which Tomcat forgets at once.
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
	 * @param another whether requests went before it, so that another head had begun
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
	 * Forgets that a head has begun. To be called as well by whoever closes the
	 * connection.
	 */
	void forget() {
		if (this.begun != 0) {
			this.begun = 0;
			this.heads.end();
		}
	}

	/**
	 * When the time to wait is over, or zero if it never is.
	 */
	private static long end(SocketWrapperBase<?> socket) {
		long timeout = socket.getReadTimeout();
		return (timeout > 0 && socket instanceof NioSocketWrapper nio) ? nio.getLastRead() + timeout : 0;
	}

	/**
	 * Has Tomcat wait for the rest of the time. Tomcat looks at the clock for those alone
	 * from whom nothing comes just then, so the end has to be seen here as well.
	 */
	private static boolean isInTime(SocketWrapperBase<?> socket, long left) {
		if (left > 0) {
			socket.setReadTimeout(left);
		}
		return left > 0;
	}

}
