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
 * Does not go on with a connection whose reader has not taken the answer yet. Otherwise a
 * client that sends requests and reads nothing would hold a thread for each connection.
 * The thread is released; another goes on when the operating system has room for more,
 * and only then reads the next request. If many requests come at once, sixteen are
 * answered before other connections have their turn.
 */
public class KeepingProcessor extends Http11Processor {

	// Requests of one connection before others have their turn.
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
		// Nothing was read in the meantime, so the timeout starts again.
		connection.updateLastRead();
		return process(connection, SocketEvent.OPEN_READ);
	}

	/**
	 * Whether a request has ended, so that the buffer holds the rest of its answer.
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
		// For this state Tomcat waits for nothing else, and keeps the processor.
		return SocketState.SENDFILE;
	}

	/**
	 * Also called after an asynchronous request has ended.
	 */
	@Override
	public SocketState service(SocketWrapperBase<?> socket) throws IOException {
		return socket.hasDataToWrite() ? SocketState.OPEN : super.service(socket);
	}

	/**
	 * Makes Tomcat leave its loop over requests that have already come, as for an
	 * asynchronous request.
	 */
	@Override
	public boolean isAsync() {
		return super.isAsync() || (isBetweenRequests() && (hadItsTurn() || this.socketWrapper.hasDataToWrite()));
	}

	private boolean hadItsTurn() {
		return answered() - this.answeredBefore >= AT_A_TIME;
	}

	/**
	 * How many requests the processor has answered so far, of any connection.
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
	 * @param last whether it is closed after that
	 * @param since when the wait began, in nanoseconds of {@link System#nanoTime()}
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
