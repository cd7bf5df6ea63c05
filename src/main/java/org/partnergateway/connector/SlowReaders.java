package org.partnergateway.connector;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.servlet.ServletContext;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Those whom a large answer waits for. Each holds a connection and the buffers of a
 * request, so there is a bound, past which the one who has been reading longest is sent
 * away. Safe for use by any thread.
 */
final class SlowReaders {

	private static final String NAME = SlowReaders.class.getName();

	private final int most;

	private final Set<LargeBody> readers = new LinkedHashSet<>();

	SlowReaders(int most) {
		this.most = most;
	}

	void register(ServletContext context) {
		context.setAttribute(NAME, this);
	}

	/**
	 * Those of the application that a request is for, or {@code null} if it has none.
	 */
	static @Nullable SlowReaders of(Request request) {
		return (SlowReaders) request.getServletContext().getAttribute(NAME);
	}

	void enter(LargeBody reader) {
		LargeBody longest = add(reader);
		if (longest != null) {
			longest.abandon();
		}
	}

	private synchronized @Nullable LargeBody add(LargeBody reader) {
		this.readers.add(reader);
		if (this.readers.size() <= this.most) {
			return null;
		}
		Iterator<LargeBody> oldestFirst = this.readers.iterator();
		LargeBody longest = oldestFirst.next();
		oldestFirst.remove();
		return longest;
	}

	synchronized void leave(LargeBody reader) {
		this.readers.remove(reader);
	}

}
