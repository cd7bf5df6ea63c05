package org.partnergateway.connector.readers;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;

/**
 * A connection whose writes need not wait for its reader. What the operating system does
 * not take at once is kept in Tomcat's own buffer for non-blocking writes, and written
 * when there is room. {@link KeepingProcessor} answers no other request before that.
 */
public final class KeepingConnection extends NioSocketWrapper {

	private final int most;

	private boolean keeps;

	// Bytes written since the buffer was last empty.
	private int written;

	/**
	 * Creates a connection whose writes block until {@code keep()} is called.
	 * @param most how many bytes are kept; a write beyond that blocks
	 */
	public KeepingConnection(NioChannel channel, NioEndpoint endpoint, int most) {
		super(channel, endpoint);
		this.most = most;
	}

	void keep() {
		this.keeps = true;
	}

	/**
	 * Makes writes block from now on, as another protocol needs it.
	 */
	void keepNoLonger() throws IOException {
		this.keeps = false;
		if (hasDataToWrite()) {
			super.flushBlocking();
		}
	}

	@Override
	protected void writeBlocking(byte[] bytes, int from, int length) throws IOException {
		if (mayKeep(length)) {
			writeNonBlocking(bytes, from, length);
		}
		else {
			super.writeBlocking(bytes, from, length);
		}
	}

	@Override
	protected void writeBlocking(ByteBuffer bytes) throws IOException {
		if (mayKeep(bytes.remaining())) {
			writeNonBlocking(bytes);
		}
		else {
			super.writeBlocking(bytes);
		}
	}

	@Override
	protected void flushBlocking() throws IOException {
		if (this.keeps && this.written <= this.most) {
			flushNonBlocking();
		}
		else {
			super.flushBlocking();
		}
	}

	private boolean mayKeep(int length) throws IOException {
		if (!this.keeps) {
			return false;
		}
		if (!hasDataToWrite()) {
			this.written = 0;
		}
		if (length <= this.most - this.written) {
			this.written += length;
			return true;
		}
		this.written = Integer.MAX_VALUE;
		// Keeps the order of the bytes.
		super.flushBlocking();
		return false;
	}

}
