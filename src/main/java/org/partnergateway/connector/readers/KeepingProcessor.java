package org.partnergateway.connector.readers;

import java.io.IOException;

import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a connection alone whose reader has not taken the answer yet: whoever sends
 * requests and reads nothing would otherwise hold a thread for each connection. The
 * thread goes, and one comes back when the system has room for more. Only then the next
 * request is looked at. Whoever sends many requests at once has some of them answered at
 * a time, in turn with everybody else.
 */
public class KeepingProcessor extends Http11Processor {

	// Others have their turn then.
	private static final int AT_A_TIME = 16;

	private final SlowReaders readers;

	private @Nullable Wait wait;

	private int answeredBefore;

	public KeepingProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, SlowReaders readers) {
		super(protocol, adapter);
		this.readers = readers;
	}

	@Override
	public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
		if (!(socket instanceof KeepingConnection connection)) {
			return super.process(socket, event);
		}
		if (this.wait != null) {
			return goOn(this.wait, event);
		}
		connection.keep();
		this.answeredBefore = answered();
		SocketState state = super.process(socket, event);
		if (state == SocketState.UPGRADING) {
			connection.keepNoLonger();
		}
		return mustStay(state, event) && isLeft(connection, state) ? begin(connection, state) : state;
	}

	private SocketState goOn(Wait waiting, SocketEvent event) throws IOException {
		KeepingConnection connection = waiting.connection();
		boolean over = true;
		try {
			if (event != SocketEvent.OPEN_WRITE || waiting.isTooLong()) {
				return SocketState.CLOSED;
			}
			if (connection.flush(false)) {
				over = false;
				return stay(connection);
			}
		}
		finally {
			if (over) {
				this.wait = null;
				this.readers.leave(waiting);
			}
		}
		if (waiting.last()) {
			return SocketState.CLOSED;
		}
		// Nothing was read meanwhile.
		connection.updateLastRead();
		return process(connection, SocketEvent.OPEN_READ);
	}

	/**
	 * Whether a request has ended, so that what is kept is the rest of its answer.
	 */
	private boolean mustStay(SocketState state, SocketEvent event) {
		return (state == SocketState.OPEN || state == SocketState.CLOSED) && getErrorState().isIoAllowed()
				&& (event == SocketEvent.OPEN_READ || event == SocketEvent.OPEN_WRITE);
	}

	/**
	 * Whether there is something left to write, or may be something to read.
	 */
	private boolean isLeft(KeepingConnection connection, SocketState state) throws IOException {
		return (connection.hasDataToWrite() && connection.flush(false)) || (state == SocketState.OPEN && hadItsTurn());
	}

	private SocketState begin(KeepingConnection connection, SocketState then) {
		Wait begun = new Wait(connection, then == SocketState.CLOSED, System.nanoTime());
		this.wait = begun;
		this.readers.enter(begun);
		return stay(connection);
	}

	private static SocketState stay(KeepingConnection connection) {
		connection.registerWriteInterest();
		// Tomcat waits for nothing else then, and leaves the processor where it is.
		return SocketState.SENDFILE;
	}

	/**
	 * Comes here after a request that went on elsewhere has ended, too.
	 */
	@Override
	public SocketState service(SocketWrapperBase<?> socket) throws IOException {
		return socket.hasDataToWrite() ? SocketState.OPEN : super.service(socket);
	}

	/**
	 * Has Tomcat leave its loop over requests that have come already, as it does for a
	 * request that goes on elsewhere.
	 */
	@Override
	public boolean isAsync() {
		return super.isAsync() || (isBetweenRequests() && (hadItsTurn() || this.socketWrapper.hasDataToWrite()));
	}

	private boolean hadItsTurn() {
		return answered() - this.answeredBefore >= AT_A_TIME;
	}

	/**
	 * How many requests the processor has answered so far, of whatever connection.
	 */
	protected final int answered() {
		return getRequest().getRequestProcessor().getRequestCount();
	}

	private boolean isBetweenRequests() {
		return getRequest().getRequestProcessor().getStage() == Constants.STAGE_KEEPALIVE;
	}

	/**
	 * A connection that waits for its reader.
	 *
	 * @param last whether it is to be closed after that
	 * @param since in nanoseconds, as {@link System#nanoTime()} has them
	 */
	private record Wait(KeepingConnection connection, boolean last, long since) implements SlowReader {

		boolean isTooLong() {
			return System.nanoTime() - this.since > LONGEST.toNanos();
		}

		@Override
		public void abandon() {
			this.connection.processSocket(SocketEvent.ERROR, true);
		}

	}

}
