package org.partnergateway.callers;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task every second, from the end of one run to the start of the next. Each
 * instance has its own thread, so that a task that hangs does not hold up another.
 */
final class Recurrence implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Recurrence.class);

	private final ScheduledExecutorService thread;

	/**
	 * Starts the thread. The first run is after a second.
	 * @param name the name of the thread
	 * @param task the task, which is run again if it fails
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
