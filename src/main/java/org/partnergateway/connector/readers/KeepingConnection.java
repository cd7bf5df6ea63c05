package org.partnergateway.connector.readers;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;

/**
 * A connection whose writes need not wait for its reader. What the system does not take
 * at once is kept, in Tomcat's own buffer for writes that do not block, and written when
 * there is room: {@link KeepingProcessor} answers no other request before.
 */
public final class KeepingConnection extends NioSocketWrapper {

	private final int most;

	private boolean keeps;

	// Since there was nothing.
	private int written;

	/**
	 * Creates a connection, whose writes wait until it is told otherwise.
	 * @param most how many bytes are kept; what has more waits
	 */
	public KeepingConnection(NioChannel channel, NioEndpoint endpoint, int most) {
		super(channel, endpoint);
		this.most = most;
	}

	void keep() {
		this.keeps = true;
	}

	/**
	 * From now on writes wait, such as those of another protocol.
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
		// In their order.
		super.flushBlocking();
		return false;
	}

}
