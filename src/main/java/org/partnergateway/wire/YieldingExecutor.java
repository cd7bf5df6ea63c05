package org.partnergateway.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import javax.management.ObjectName;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThread;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a connector, which let others run between two requests rather than in
 * the middle of one. Where there is more to do than the processors manage, a thread is
 * stopped when its share of time has passed, and goes on when all others have had theirs;
 * the request that it was at takes that much longer. One request in a hundred is enough
 * to be what the slowest of a hundred takes. Safe for use by any thread.
 */
final class YieldingExecutor extends ThreadPoolExecutor {

	// What Linux lets a thread have at least: 0.7 ms, more with more processors.
	private static final long SHARE = TimeUnit.MICROSECONDS.toNanos(700);

	// Requests that wait for each thread. With less to do each gets its turn soon enough,
	// and who yields then has the next requests come one by one instead of many at once.
	private static final int MUCH = 4;

	// As Tomcat has it.
	private static final long IDLE_SECONDS = 60;

	private final LongSupplier nanos;

	private final Runnable yield;

	/**
	 * Creates an instance.
	 * @param threads how many threads there are at most
	 * @param spare how many of them stay when there is no work
	 * @param queue what waits for a thread
	 * @param factory makes a thread
	 * @param nanos elapsed time
	 * @param yield lets other threads run
	 */
	YieldingExecutor(int threads, int spare, TaskQueue queue, Factory factory, LongSupplier nanos, Runnable yield) {
		super(Math.min(spare, threads), threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory::thread);
		queue.setParent(this);
		this.nanos = nanos;
		this.yield = yield;
	}

	/**
	 * Gives a connector such threads in the place of its own, as many and of the same
	 * names. They end when the connector is destroyed.
	 */
	@SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it.
	static void install(Connector connector, AbstractHttp11Protocol<?> http) {
		String name = ObjectName.unquote(http.getName()) + "-exec-";
		AtomicInteger number = new AtomicInteger();
		int priority = http.getThreadPriority();
		YieldingExecutor executor = new YieldingExecutor(http.getMaxThreads(), http.getMinSpareThreads(),
				new TaskQueue(http.getMaxQueueSize()), (work) -> {
					RequestThread thread = new RequestThread(work, name + number.incrementAndGet());
					thread.setDaemon(true);
					thread.setPriority(priority);
					return thread;
				}, System::nanoTime, Thread::yield);
		http.setExecutor(executor);
		connector.addLifecycleListener((event) -> {
			if (event.getType().equals(Lifecycle.AFTER_DESTROY_EVENT)) {
				executor.shutdownNow();
			}
		});
	}

	@Override
	protected void afterExecute(Runnable task, @Nullable Throwable failure) {
		RequestThread thread = (RequestThread) Thread.currentThread();
		long now = this.nanos.getAsLong();
		if (now - thread.since < SHARE) {
			return;
		}
		if (getQueue().size() > MUCH * getMaximumPoolSize()) {
			this.yield.run();
			now = this.nanos.getAsLong();
		}
		thread.since = now;
	}

	/**
	 * Makes the threads.
	 */
	@FunctionalInterface
	interface Factory {

		RequestThread thread(Runnable work);

	}

	/**
	 * A thread that knows since when it has been running, about.
	 */
	static final class RequestThread extends TaskThread {

		private long since;

		RequestThread(Runnable work, String name) {
			super(null, work, name);
		}

	}

}
