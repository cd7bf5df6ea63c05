package org.partnergateway.connector.readers;

import java.io.IOException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;

/**
 * A body that is written in pieces as its reader takes them. Only the rest of a piece is
 * copied, into Tomcat's buffers. The connection is closed if its reader takes nothing
 * during the connector's write timeout, or has not taken everything after
 * {@linkplain #LONGEST ten minutes}.
 */
final class LargeBody implements SlowReader, WriteListener, AsyncListener {

	// The size of two of Tomcat's buffers.
	private static final int PIECE = 16 * 1024;

	private final AsyncContext exchange;

	private final Response response;

	private final ServletOutputStream out;

	private final byte[] body;

	private final SlowReaders readers;

	private final long end = System.nanoTime() + LONGEST.toNanos();

	private int written;

	private boolean slow;

	private boolean ended;

	/**
	 * Makes a request asynchronous.
	 */
	LargeBody(Request request, byte[] body, SlowReaders readers) throws IOException {
		this.response = request.getResponse();
		this.out = this.response.getOutputStream();
		this.body = body;
		this.readers = readers;
		this.exchange = request.startAsync();
		// Tomcat counts this timeout from the start, not from the last byte taken.
		this.exchange.setTimeout(0);
	}

	void start() {
		this.exchange.addListener(this);
		this.out.setWriteListener(this);
	}

	@Override
	public void onWritePossible() throws IOException {
		while (this.out.isReady()) {
			if (this.written == this.body.length) {
				this.exchange.complete();
				return;
			}
			int length = Math.min(PIECE, this.body.length - this.written);
			this.out.write(this.body, this.written, length);
			this.written += length;
		}
		if (System.nanoTime() - this.end > 0) {
			throw new IOException("The reader is too slow");
		}
		if (!this.slow) {
			this.slow = true;
			this.readers.enter(this);
		}
	}

	/**
	 * Closes the connection, unless everything has been written.
	 */
	@Override
	public synchronized void abandon() {
		if (!this.ended) {
			this.response.getCoyoteResponse()
				.action(ActionCode.CLOSE_NOW, new IOException("There are too many slow readers"));
		}
	}

	/**
	 * Does nothing: the listener of the request gets the same failure, and ends it.
	 */
	@Override
	public void onError(Throwable failure) {
	}

	@Override
	public void onError(AsyncEvent event) {
		this.exchange.complete();
	}

	@Override
	public synchronized void onComplete(AsyncEvent event) {
		this.ended = true;
		if (this.slow) {
			this.readers.leave(this);
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// There is no timeout.
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// The request is not started again.
	}

}
