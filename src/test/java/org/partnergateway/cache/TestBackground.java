package org.partnergateway.cache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A background whose tasks wait until a test runs them.
 */
public final class TestBackground implements Executor {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private boolean rejecting;

	@Override
	public void execute(Runnable task) {
		if (this.rejecting) {
			throw new RejectedExecutionException("busy");
		}
		this.tasks.add(task);
	}

	public void rejecting(boolean rejecting) {
		this.rejecting = rejecting;
	}

	int waiting() {
		return this.tasks.size();
	}

	public void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

}
