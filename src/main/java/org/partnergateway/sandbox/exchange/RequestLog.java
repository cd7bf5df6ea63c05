package org.partnergateway.sandbox.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Counts the requests for reports and for tokens, and remembers the last thousand of all
 * requests. Safe for use by any thread.
 */
public final class RequestLog {

	private static final int MOST_REMEMBERED = 1_000;

	private final Deque<SandboxRequest> last = new ArrayDeque<>();

	private long reports;

	private long tokens;

	public synchronized void add(SandboxRequest request) {
		if (request.isForToken()) {
			this.tokens++;
		}
		else if (!request.isForSignIn()) {
			this.reports++;
		}
		if (this.last.size() == MOST_REMEMBERED) {
			this.last.removeFirst();
		}
		this.last.addLast(request);
	}

	public synchronized long reports() {
		return this.reports;
	}

	public synchronized long tokens() {
		return this.tokens;
	}

	/**
	 * The last requests, the oldest first.
	 */
	public synchronized List<SandboxRequest> last() {
		return List.copyOf(this.last);
	}

	public synchronized void reset() {
		this.reports = 0;
		this.tokens = 0;
		this.last.clear();
	}

}
