package org.partnergateway.callers;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again a second after it has been done, on a thread of its own: what
 * hangs holds nobody else.
 */
final class Recurrence implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Recurrence.class);

	private final ScheduledExecutorService thread;

	/**
	 * Begins.
	 * @param name the name of the thread
	 * @param task what to do; goes on when it fails
	 */
	Recurrence(String name, Runnable task) {
		this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
		var _ = this.thread.scheduleWithFixedDelay(() -> guarded(name, task), 1, 1, TimeUnit.SECONDS);
	}

	private static void guarded(String name, Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("{} failed, and goes on", name, ex);
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
