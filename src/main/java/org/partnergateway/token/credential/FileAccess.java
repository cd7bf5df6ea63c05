package org.partnergateway.token.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Access to files on a thread of its own, so that a network volume that hangs blocks no
 * other thread. Tasks run one after the other, and are never interrupted, since that
 * could leave a file half written.
 *
 * @param thread runs all access to files
 * @param timers the time of day, and timers
 * @param patience how long to wait for the result of a task
 */
public record FileAccess(Scheduler thread, Scheduler timers, Duration patience) {

	/**
	 * Creates an access with a new thread, which ends after a minute without work.
	 * @param name the name of the thread
	 * @param timers the time of day, and timers
	 * @param patience how long to wait for the result of a task
	 */
	public static FileAccess of(String name, Scheduler timers, Duration patience) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				Thread.ofPlatform().daemon().name(name).factory());
		executor.allowCoreThreadTimeOut(true);
		// Wrapped, since an ExecutorService would interrupt cancelled tasks.
		return new FileAccess(Schedulers.fromExecutor((task) -> executor.execute(task)), timers, patience);
	}

	/**
	 * Runs a task.
	 * @return its result. Fails with a {@link java.util.concurrent.TimeoutException} if
	 * it takes too long; a task that has begun then still runs to its end
	 */
	public <T> Mono<T> call(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.thread).timeout(this.patience, this.timers);
	}

	/**
	 * Runs a task after a delay.
	 * @return a handle that cancels the task if it has not begun
	 */
	public Disposable later(Duration delay, Runnable work) {
		return this.timers.schedule(() -> this.thread.schedule(work), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * The time of day.
	 */
	public InstantSource clock() {
		return () -> Instant.ofEpochMilli(this.timers.now(TimeUnit.MILLISECONDS));
	}

}
