package org.partnergateway.connector.readers;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.servlet.ServletContext;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * The slow readers. Each holds a connection and the buffers of a request, so that there
 * is a bound, beyond which the reader that has been reading longest is abandoned. Safe
 * for use by any thread.
 */
public final class SlowReaders {

	private static final String NAME = SlowReaders.class.getName();

	private final int most;

	private final Set<SlowReader> readers = new LinkedHashSet<>();

	public SlowReaders(int most) {
		this.most = most;
	}

	public void register(ServletContext context) {
		context.setAttribute(NAME, this);
	}

	/**
	 * The slow readers of the application that a request is for, or {@code null} if it
	 * has none.
	 */
	static @Nullable SlowReaders of(Request request) {
		return (SlowReaders) request.getServletContext().getAttribute(NAME);
	}

	void enter(SlowReader reader) {
		SlowReader longest = add(reader);
		if (longest != null) {
			longest.abandon();
		}
	}

	private synchronized @Nullable SlowReader add(SlowReader reader) {
		this.readers.add(reader);
		if (this.readers.size() <= this.most) {
			return null;
		}
		Iterator<SlowReader> oldestFirst = this.readers.iterator();
		SlowReader longest = oldestFirst.next();
		oldestFirst.remove();
		return longest;
	}

	synchronized void leave(SlowReader reader) {
		this.readers.remove(reader);
	}

}
