package org.partnergateway.token;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Lets something happen at the very moment at which somebody asks for the time.
 *
 * @param delegate the time, and timers
 * @param interruption what happens
 */
record InterruptedScheduler(Scheduler delegate, AtomicReference<Runnable> interruption) implements Scheduler {

	@Override
	public long now(TimeUnit unit) {
		this.interruption.get().run();
		return this.delegate.now(unit);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.delegate.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return this.delegate.schedule(task, delay, unit);
	}

	@Override
	public Worker createWorker() {
		return this.delegate.createWorker();
	}

}
