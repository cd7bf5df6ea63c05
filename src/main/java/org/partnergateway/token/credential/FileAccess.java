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
 * Access to files on a thread of its own: a network volume that hangs holds that thread
 * and nobody else. Work is done one after the other, and is never interrupted, since that
 * could leave a file half written.
 *
 * @param thread where files are looked at, read and written
 * @param timers the time of day, and timers
 * @param patience how long to wait for the result of any work
 */
public record FileAccess(Scheduler thread, Scheduler timers, Duration patience) {

	/**
	 * Access by a new thread, which ends when it has had nothing to do for a while.
	 * @param name what the thread is called
	 * @param timers the time of day, and timers
	 * @param patience how long to wait for the result of any work
	 */
	public static FileAccess of(String name, Scheduler timers, Duration patience) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				Thread.ofPlatform().daemon().name(name).factory());
		executor.allowCoreThreadTimeOut(true);
		// As an ExecutorService it would interrupt work that is cancelled.
		return new FileAccess(Schedulers.fromExecutor((task) -> executor.execute(task)), timers, patience);
	}

	/**
	 * Does some work.
	 * @return its result. Fails with a {@link java.util.concurrent.TimeoutException} if
	 * it takes too long, and then goes on without anybody waiting for it, unless it has
	 * not begun
	 */
	public <T> Mono<T> call(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.thread).timeout(this.patience, this.timers);
	}

	/**
	 * Does some work after a while.
	 * @return cancels it if it has not begun
	 */
	public Disposable later(Duration delay, Runnable work) {
		return this.timers.schedule(() -> this.thread.schedule(work), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * The time of day alone.
	 */
	public InstantSource clock() {
		return () -> Instant.ofEpochMilli(this.timers.now(TimeUnit.MILLISECONDS));
	}

}
